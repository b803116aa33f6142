using FieldOps.Platform.Migrations;

namespace FieldOps.Cluster.Storage;

/// <summary>
/// The schema <c>orleans</c>: what the AdoNet providers of membership, reminders and grain storage want to find. The
/// packages ship no SQL; this is ours, against the providers' contract: a table <c>OrleansQuery</c> that maps their
/// keys to statements, the parameters that they pass and the columns that they read. They name no schema, so their
/// connection string carries it as search path; the statements name it themselves.
/// </summary>
public static class OrleansSchema
{
    /// <summary>The schema's name.</summary>
    public const string Name = "orleans";

    /// <summary>The first number of the cluster's migrations: beyond every slice's.</summary>
    public const int FirstNumber = 900;

    /// <summary>The migrations, in order.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new(FirstNumber, "orleans queries", Queries),
        new(FirstNumber + 1, "orleans membership", MembershipSql.Tables + MembershipSql.Statements),
        new(FirstNumber + 2, "orleans reminders", ReminderSql.Tables + ReminderSql.Statements),
        new(FirstNumber + 3, "orleans grain storage", GrainStorageSql.Tables + GrainStorageSql.Statements),
    ];

    private const string Queries = """
        create schema if not exists orleans;

        create table if not exists orleans.OrleansQuery(
            QueryKey varchar(64) primary key,
            QueryText varchar(8000) not null);

        -- A later migration that says a statement anew replaces it; silos that run keep what they have read.
        create or replace function orleans.say(key text, statement text) returns void language sql as $$
            insert into orleans.OrleansQuery(QueryKey, QueryText) values (key, statement)
            on conflict (QueryKey) do update set QueryText = excluded.QueryText;
        $$;
        """;
}
