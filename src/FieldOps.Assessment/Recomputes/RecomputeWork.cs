using FieldOps.Platform.Migrations;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// Where the runs of recomputes keep how far they are and what they found. No read model: a difference is what a
/// person approved, and stays what it was when the rules or the log go on.
/// </summary>
internal static class RecomputeWork
{
    public static Migration Migration { get; } = new(110, "recompute runs", """
        create schema if not exists sla_recompute_work;
        create table if not exists sla_recompute_work.run(
            no int generated always as identity primary key,
            tenant text not null, id uuid not null, phase text not null, as_of timestamptz not null,
            done bigint not null, total bigint not null,
            cursor_at timestamptz, cursor_id uuid, cursor_contractor uuid, cursor_month text,
            digest text not null, changed bigint not null, breaks bigint not null, mends bigint not null,
            unresolved bigint not null, applied bigint not null, skipped bigint not null,
            unique (tenant, id));
        create table if not exists sla_recompute_work.terms(
            run int not null, id uuid not null, body text not null, primary key (run, id));
        create table if not exists sla_recompute_work.difference(
            run int not null, contractor_id uuid not null, month text not null, order_id uuid not null,
            number text not null, ended boolean not null, breaks smallint not null, mends smallint not null,
            terms_id uuid, facts bytea not null, code text,
            primary key (run, contractor_id, month, order_id));
        create table if not exists sla_recompute_work.month(
            run int not null, contractor_id uuid not null, month text not null, contractor_code text not null,
            status text not null, orders int not null, breaks int not null, mends int not null,
            score_before numeric, score_after numeric, total_before numeric, total_after numeric,
            primary key (run, contractor_id, month));
        """);

    /// <summary>Parties that left an order have a row as well; it is asked by one of them.</summary>
    public static Migration OfEachParty { get; } = new(111, "recomputed orders by party", """
        alter table sla_recompute_work.difference add column if not exists asks boolean not null default true;
        """);
}

/// <summary>The words of the phases.</summary>
internal static class RecomputePhases
{
    /// <summary>Orders are read and compared.</summary>
    public const string Scan = "scan";

    /// <summary>Months are scored before and after.</summary>
    public const string Months = "months";

    /// <summary>Waits for a second person.</summary>
    public const string Ready = "ready";

    /// <summary>Orders are asked.</summary>
    public const string Apply = "apply";

    /// <summary>All were asked.</summary>
    public const string Done = "done";
}

/// <summary>How far a run is.</summary>
/// <param name="No">Its number.</param>
/// <param name="Phase">See <see cref="RecomputePhases"/>.</param>
/// <param name="AsOf">The instant by which running clocks are read.</param>
/// <param name="Done">Orders or months of the phase that are done.</param>
/// <param name="Total">Of so many.</param>
/// <param name="Cursor">The last one done.</param>
/// <param name="Digest">Of what was found so far.</param>
/// <param name="Counts">What was found so far.</param>
/// <param name="Applied">Orders that changed.</param>
/// <param name="Skipped">Orders that refused.</param>
internal sealed record RecomputeProgress(
    int No,
    string Phase,
    DateTimeOffset AsOf,
    long Done,
    long Total,
    RecomputeCursor Cursor,
    string Digest,
    RecomputeCounts Counts,
    long Applied,
    long Skipped);

/// <summary>The last key that is done; null before the first.</summary>
internal sealed record RecomputeCursor(
    DateTimeOffset? At = null, Guid? OrderId = null, Guid? ContractorId = null, string? Month = null)
{
    public static RecomputeCursor Start { get; } = new();
}

/// <summary>Counts of a dry run.</summary>
internal sealed record RecomputeCounts(long Changed, long Breaks, long Mends, long Unresolved)
{
    public static RecomputeCounts None { get; } = new(0, 0, 0, 0);
}
