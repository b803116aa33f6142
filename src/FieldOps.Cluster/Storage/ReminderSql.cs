namespace FieldOps.Cluster.Storage;

/// <summary>Reminders. A silo reads the range of hashes it is responsible for: that is what the index serves.</summary>
internal static class ReminderSql
{
    public const string Tables = """
        create table if not exists orleans.OrleansRemindersTable(
            ServiceId varchar(150) not null, GrainId varchar(150) not null, ReminderName varchar(150) not null,
            StartTime timestamptz(3) not null, Period bigint not null,
            GrainHash int not null, Version int not null,
            primary key (ServiceId, GrainId, ReminderName));
        create index if not exists orleans_reminders_range
            on orleans.OrleansRemindersTable(ServiceId, GrainHash);

        """;

    // A range is open at its beginning, closed at its end, and may run over the end of the numbers.
    public const string Statements = """
        select orleans.say('ReadRangeRows1Key', $q$
            select GrainId, ReminderName, StartTime, Period, Version
            from orleans.OrleansRemindersTable
            where ServiceId = @ServiceId and GrainHash > @BeginHash and GrainHash <= @EndHash
        $q$);

        select orleans.say('ReadRangeRows2Key', $q$
            select GrainId, ReminderName, StartTime, Period, Version
            from orleans.OrleansRemindersTable
            where ServiceId = @ServiceId and (GrainHash > @BeginHash or GrainHash <= @EndHash)
        $q$);

        select orleans.say('ReadReminderRowsKey', $q$
            select GrainId, ReminderName, StartTime, Period, Version
            from orleans.OrleansRemindersTable
            where ServiceId = @ServiceId and GrainId = @GrainId
        $q$);

        select orleans.say('ReadReminderRowKey', $q$
            select GrainId, ReminderName, StartTime, Period, Version
            from orleans.OrleansRemindersTable
            where ServiceId = @ServiceId and GrainId = @GrainId and ReminderName = @ReminderName
        $q$);

        select orleans.say('UpsertReminderRowKey', $q$
            insert into orleans.OrleansRemindersTable as r(
                ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
            values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
            on conflict (ServiceId, GrainId, ReminderName) do update
            set StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash,
                Version = r.Version + 1
            returning Version
        $q$);

        select orleans.say('DeleteReminderRowKey', $q$
            with gone as (
                delete from orleans.OrleansRemindersTable
                where ServiceId = @ServiceId and GrainId = @GrainId and ReminderName = @ReminderName
                    and Version = @Version
                returning 1)
            select count(*)::int from gone
        $q$);

        select orleans.say('DeleteReminderRowsKey', $q$
            delete from orleans.OrleansRemindersTable where ServiceId = @ServiceId
        $q$);
        """;
}
