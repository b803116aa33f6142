namespace FieldOps.Cluster.Storage;

/// <summary>
/// Grain storage, for Orleans' own state alone. The key is unique, null extensions included, so that of two activations
/// that write a first state one fails. A statement that changes nothing returns no row: the provider tells that from
/// the version that the grain holds.
/// </summary>
internal static class GrainStorageSql
{
    public const string Tables = """
        create table if not exists orleans.OrleansStorage(
            GrainIdHash int not null, GrainIdN0 bigint not null, GrainIdN1 bigint not null,
            GrainTypeHash int not null, GrainTypeString varchar(512) not null,
            GrainIdExtensionString varchar(512), ServiceId varchar(150) not null,
            PayloadBinary bytea, ModifiedOn timestamptz not null, Version int not null) with (fillfactor = 80);
        create unique index if not exists orleans_storage_key on orleans.OrleansStorage(
            GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
            nulls not distinct;

        """;

    // A null carries no type of its own, so what may be null is cast. "Is not distinct from" is no index condition:
    // the columns before it lead to the one row.
    public const string Statements = """
        select orleans.say('ReadFromStorageKey', $q$
            select PayloadBinary, Version
            from orleans.OrleansStorage
            where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash
                and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1 and GrainTypeString = @GrainTypeString
                and GrainIdExtensionString is not distinct from @GrainIdExtensionString::varchar
                and ServiceId = @ServiceId
        $q$);

        select orleans.say('WriteToStorageKey', $q$
            with first as (
                insert into orleans.OrleansStorage(
                    GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString,
                    ServiceId, PayloadBinary, ModifiedOn, Version)
                select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString,
                    @GrainIdExtensionString::varchar, @ServiceId, @PayloadBinary, clock_timestamp(), 1
                where @GrainStateVersion::int is null
                on conflict do nothing
                returning Version),
            next as (
                update orleans.OrleansStorage
                set PayloadBinary = @PayloadBinary, ModifiedOn = clock_timestamp(), Version = Version + 1
                where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash
                    and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1 and GrainTypeString = @GrainTypeString
                    and GrainIdExtensionString is not distinct from @GrainIdExtensionString::varchar
                    and ServiceId = @ServiceId and Version = @GrainStateVersion::int
                returning Version)
            select Version as NewGrainStateVersion from first
            union all
            select Version from next
        $q$);

        select orleans.say('ClearStorageKey', $q$
            update orleans.OrleansStorage
            set PayloadBinary = null, ModifiedOn = clock_timestamp(), Version = Version + 1
            where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash
                and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1 and GrainTypeString = @GrainTypeString
                and GrainIdExtensionString is not distinct from @GrainIdExtensionString::varchar
                and ServiceId = @ServiceId and Version = @GrainStateVersion::int
            returning Version as NewGrainStateVersion
        $q$);

        select orleans.say('DeleteStorageKey', $q$
            delete from orleans.OrleansStorage
            where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash
                and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1 and GrainTypeString = @GrainTypeString
                and GrainIdExtensionString is not distinct from @GrainIdExtensionString::varchar
                and ServiceId = @ServiceId and Version = @GrainStateVersion::int
            returning Version + 1 as NewGrainStateVersion
        $q$);
        """;
}
