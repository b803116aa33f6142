namespace FieldOps.Compliance.Closed;

/// <summary>
/// The tables of ended orders: a row an order (and one a party that left it), its words in a facet that many orders
/// share, and cells that count facets.
/// </summary>
internal static class ClosedTables
{
    public const string Ddl = """
        create table facet(
            id uuid primary key, tenant text not null, month text not null, region text not null, county text not null,
            asset_class text not null, severity text not null, contractor_id uuid not null,
            contractor_code text not null, lot_id uuid not null, work_kind text not null, ground text not null);

        create table closed_order(
            tenant text not null, order_id uuid not null, facet uuid not null, number text not null,
            asset_id uuid not null, asset_code text not null,
            occurred_at timestamptz not null, ended_at timestamptz not null, false_reply boolean not null,
            kept smallint not null, late smallint not null, unjudged smallint not null, part smallint not null,
            accept_seconds bigint, repair_seconds bigint, outage_seconds bigint, days_since_last int,
            clock smallint[] not null, verdict smallint[] not null, started_at timestamptz[] not null,
            stopped_at timestamptz[] not null, due_at timestamptz[] not null, limit_minutes int[] not null,
            elapsed_seconds bigint[] not null, paused_seconds bigint[] not null,
            primary key (tenant, order_id, part));

        -- Its counts change all the time, its words never: room on each page keeps the indexes out of it.
        create table cell(
            id uuid primary key, tenant text not null, roll smallint not null, month text not null,
            region text, county text, asset_class text, severity text, contractor_id uuid, contractor_code text,
            lot_id uuid, work_kind text,
            accept bytea not null, arrive bytea not null, restore bytea not null, repair bytea not null,
            report bytea not null, on_load bytea not null, orders bytea not null) with (fillfactor = 80);
        alter table cell
            alter column accept set storage external, alter column arrive set storage external,
            alter column restore set storage external, alter column repair set storage external,
            alter column report set storage external, alter column on_load set storage external,
            alter column orders set storage external;

        create view ended_clock as
        select o.tenant, o.order_id,
               (array['accept', 'arrive', 'restore', 'repair', 'report', 'on-load'])[c.clock + 1] as clock,
               o.number, f.work_kind, f.month, f.region, f.county, f.asset_class, o.asset_code, f.contractor_id,
               f.contractor_code, o.occurred_at, c.started_at, c.stopped_at, c.due_at, c.limit_minutes,
               c.elapsed_seconds, c.paused_seconds, c.verdict = 1 as late, f.ground as attribution, o.false_reply
        from closed_order o join facet f on f.id = o.facet
        cross join lateral unnest(
            o.clock, o.verdict, o.started_at, o.stopped_at, o.due_at, o.limit_minutes, o.elapsed_seconds,
            o.paused_seconds)
            as c(clock, verdict, started_at, stopped_at, due_at, limit_minutes, elapsed_seconds, paused_seconds)
        where c.verdict <= 1;
        """;

    /// <summary>What the projection itself reads by.</summary>
    public const string WriterIndexes = """
        create index closed_order_asset on closed_order(tenant, asset_id, occurred_at);
        """;

    public const string Indexes = """
        create index facet_month on facet(tenant, month, region, asset_class);
        create index closed_order_time on closed_order(tenant, occurred_at, order_id, part)
            include (facet, kept, late);
        create index closed_order_facet on closed_order(facet, occurred_at, order_id, part)
            include (kept, late, unjudged);
        create index cell_month on cell(tenant, roll, month);
        create index cell_region on cell(tenant, roll, region, month) where region is not null;
        create index cell_contractor on cell(tenant, roll, contractor_id, month) where contractor_id is not null;
        create index cell_lot on cell(tenant, roll, lot_id, month) where lot_id is not null;
        create index cell_class on cell(tenant, roll, asset_class, month) where asset_class is not null;
        """;
}
