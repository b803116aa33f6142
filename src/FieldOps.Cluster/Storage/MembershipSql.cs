namespace FieldOps.Cluster.Storage;

/// <summary>
/// Membership. A change counts only together with the turn of the table's version, so each is one statement: the
/// version is turned first, which makes rivals queue on its row, and whoever finds it turned already changes nothing.
/// </summary>
internal static class MembershipSql
{
    public const string Tables = """
        create table if not exists orleans.OrleansMembershipVersionTable(
            DeploymentId varchar(150) primary key,
            Timestamp timestamptz(3) not null default clock_timestamp(),
            Version int not null default 0) with (fillfactor = 50);

        create table if not exists orleans.OrleansMembershipTable(
            DeploymentId varchar(150) not null
                references orleans.OrleansMembershipVersionTable(DeploymentId),
            Address varchar(45) not null, Port int not null, Generation int not null,
            SiloName varchar(150) not null, HostName varchar(150) not null,
            Status int not null, ProxyPort int, SuspectTimes varchar(8000),
            StartTime timestamptz(3) not null, IAmAliveTime timestamptz(3) not null,
            primary key (DeploymentId, Address, Port, Generation)) with (fillfactor = 50);

        """;

    public const string Statements = """
        select orleans.say('InsertMembershipVersionKey', $q$
            with made as (
                insert into orleans.OrleansMembershipVersionTable(DeploymentId) values (@DeploymentId)
                on conflict do nothing returning 1)
            select count(*)::int from made
        $q$);

        select orleans.say('InsertMembershipKey', $q$
            with turned as (
                update orleans.OrleansMembershipVersionTable v
                set Version = v.Version + 1, Timestamp = clock_timestamp()
                where v.DeploymentId = @DeploymentId and v.Version = @Version
                    and not exists (
                        select from orleans.OrleansMembershipTable m
                        where m.DeploymentId = @DeploymentId and m.Address = @Address and m.Port = @Port
                            and m.Generation = @Generation)
                returning 1),
            joined as (
                insert into orleans.OrleansMembershipTable(
                    DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime,
                    IAmAliveTime)
                select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
                    @StartTime, @IAmAliveTime
                from turned
                returning 1)
            select count(*)::int from joined
        $q$);

        select orleans.say('UpdateMembershipKey', $q$
            with turned as (
                update orleans.OrleansMembershipVersionTable v
                set Version = v.Version + 1, Timestamp = clock_timestamp()
                where v.DeploymentId = @DeploymentId and v.Version = @Version
                    and exists (
                        select from orleans.OrleansMembershipTable m
                        where m.DeploymentId = @DeploymentId and m.Address = @Address and m.Port = @Port
                            and m.Generation = @Generation)
                returning 1),
            changed as (
                update orleans.OrleansMembershipTable m
                set Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
                from turned
                where m.DeploymentId = @DeploymentId and m.Address = @Address and m.Port = @Port
                    and m.Generation = @Generation
                returning 1)
            select count(*)::int from changed
        $q$);

        select orleans.say('UpdateIAmAlivetimeKey', $q$
            update orleans.OrleansMembershipTable
            set IAmAliveTime = @IAmAliveTime
            where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation
        $q$);

        -- The version is told even when no silo has a row.
        select orleans.say('MembershipReadRowKey', $q$
            select m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes,
                m.StartTime, m.IAmAliveTime, v.Version
            from orleans.OrleansMembershipVersionTable v
            left join orleans.OrleansMembershipTable m on m.DeploymentId = v.DeploymentId
                and m.Address = @Address and m.Port = @Port and m.Generation = @Generation
            where v.DeploymentId = @DeploymentId
        $q$);

        select orleans.say('MembershipReadAllKey', $q$
            select m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes,
                m.StartTime, m.IAmAliveTime, v.Version
            from orleans.OrleansMembershipVersionTable v
            left join orleans.OrleansMembershipTable m on m.DeploymentId = v.DeploymentId
            where v.DeploymentId = @DeploymentId
        $q$);

        select orleans.say('GatewaysQueryKey', $q$
            select Address, ProxyPort, Generation
            from orleans.OrleansMembershipTable
            where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0
        $q$);

        select orleans.say('DeleteMembershipTableEntriesKey', $q$
            with gone as (delete from orleans.OrleansMembershipTable where DeploymentId = @DeploymentId returning 1)
            delete from orleans.OrleansMembershipVersionTable
            where DeploymentId = @DeploymentId and (select count(*) from gone) >= 0
        $q$);

        -- Status 3 is active: a silo that serves is never cleared away, however late its sign of life is.
        select orleans.say('CleanupDefunctSiloEntriesKey', $q$
            delete from orleans.OrleansMembershipTable
            where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status <> 3
        $q$);
        """;
}
