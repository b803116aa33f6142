using FieldOps.Platform.Migrations;

namespace FieldOps.Platform.Log;

/// <summary>The log's tables and its one writing function, in the schema <c>log</c>.</summary>
public static class LogSchema
{
    /// <summary>Events per partition of the log.</summary>
    public const long EventsPerPartition = 10_000_000;

    /// <summary>The migrations, in order.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new(1, "log tables", Tables),
        new(2, "log partitions", Partitions),
        new(3, "log append", AppendFunction(taken: string.Empty)),
        new(4, "consumers", Consumers),
        new(5, "log append tells ids that are taken", AppendFunction(Taken)),
        new(6, "log append ends a row at its first failure", AppendFunction(Taken, Row)),
        new(7, "log partitions in turn", PartitionsInTurn),
        new(8, "deadlines in one order", DeadlinesInOrder),
        new(9, "log append within an epoch", AppendFunction(Taken, Row, Known, OfEpoch)),
        new(10, "revisions of deadline rules", DeadlineRules),
        new(11, "log bodies compressed by lz4", Compression),
        new(12, "log append guards together", Guard + AppendFunction(Taken, Row, Known, OfEpoch, Together)),
    ];

    /// <summary>
    /// The migration by which one id names one entity among several types: whoever registers first has it, decided by
    /// the log itself. Beside it, ids of different types may be the same.
    /// </summary>
    /// <param name="number">Of the migration.</param>
    /// <param name="family">One word for the types, in lower case.</param>
    /// <param name="types">Entity types; a type more is a migration more.</param>
    public static Migration OneIdAmong(int number, string family, IEnumerable<string> types)
    {
        var names = string.Join(", ", types.Select(t => $"'{t}'"));
        return new(number, $"one id one {family}", $"""
            create unique index if not exists head_one_{family} on log.head(id, tenant) where type in ({names});
            """);
    }

    // A conflict with the entity -1: code of before this migration takes it for a conflict, asks again and gives up
    // with an outcome unknown; it never takes it for an acceptance.
    private const string Taken = """
        if ent is null then
            o_entity[i] := -1;
            continue;
        end if;
        """;

    // Appends to one entity stand side by side: after one that was not recorded none of its row may be, whatever
    // version another writer has brought the entity to.
    private const string Row = """
        if i > 1 and a_entity[i] > 0 and a_entity[i] = a_entity[i - 1] and won[i - 1] is null then
            continue;
        end if;
        """;

    private const string Known = ", known_epoch int, known_end bigint";

    // Who holds in memory what another log said has nothing to append to this one, whether its epoch was raised or it
    // just ends before what was read. Beside it the function without them stays for builds of before.
    private const string OfEpoch = $"""
        if exists (select from log.state where epoch <> known_epoch or position < known_end) then
            raise exception 'the log (epoch %, end %) is not the one that was read (epoch %, end %)',
                (select epoch from log.state), (select position from log.state), known_epoch, known_end
                using errcode = '{LogEpoch.OtherEpoch}';
        end if;
        """;

    // What is known already and stands alone is guarded by one statement, so that the log's lock is held for less; all
    // else, one by one as before. A row is found by its key and moved where it lies: a plan that was made while the
    // table was small must not read all of it when it has grown, whatever the server thinks of its size.
    private const string Guard = """
        create or replace function log.guard(a_entity bigint[], a_expected int[], a_count int[], a_command uuid[])
        returns table(ord bigint, entity bigint) language plpgsql volatile
        set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
        #variable_conflict use_column
        begin
            return query
            with asked as materialized (
                select a.ord, a.count, h.place
                from unnest(a_entity, a_expected, a_count, a_command)
                    with ordinality a(entity, expected, count, command, ord)
                cross join lateral (
                    select ctid as place, version from log.head where entity = a.entity offset 0) h
                where a.expected > 0 and h.version = a.expected
                    and a.entity is distinct from a_entity[a.ord - 1]
                    and a.entity is distinct from a_entity[a.ord + 1]
                    and not exists (
                        select from log.command c where c.entity = a.entity and c.command = a.command offset 0))
            update log.head h set version = h.version + a.count from asked a
            where h.ctid = a.place
            returning a.ord, h.entity;
        end $$;

        """;

    // For a few it costs more than it saves.
    private const string Together = """
        if cardinality(a_id) >= 32 then
            for guarded in select ord, entity from log.guard(a_entity, a_expected, a_count, a_command) loop
                won[guarded.ord] := guarded.entity;
            end loop;
        end if;
        """;

    // Two processes may want the next partition at once, and what is appended meanwhile must find it whole.
    private const string PartitionsInTurn = """
        create or replace function log.keep_partitions(per_partition bigint) returns int language plpgsql as $$
        begin
            perform pg_advisory_xact_lock(20011);
            return log.ensure_partitions(per_partition);
        end $$;
        """;

    // The order in which they are read, down to the row: where thousands are due at one instant, a page ends among
    // them. The table turns over whole within days, so its dead rows are cleared at a small share of it.
    private const string DeadlinesInOrder = """
        create index if not exists deadline_order on log.deadline(shard, due_at, entity, kind);
        drop index if exists log.deadline_due;
        alter table log.deadline set (autovacuum_vacuum_scale_factor = 0.05);
        """;

    // By which rules the deadline rows of a type were made; none: by those of revision 1.
    private const string DeadlineRules = """
        create table if not exists log.deadline_rules(type text primary key, revision int not null);
        """;

    private const string Tables = """
        create schema if not exists log;

        create table if not exists log.state(
            one boolean primary key default true check (one),
            epoch int not null default 1,
            position bigint not null default 0) with (fillfactor = 10);
        insert into log.state default values on conflict do nothing;

        create table if not exists log.head(
            entity bigint generated always as identity primary key,
            tenant text not null, type text not null, id uuid not null,
            version int not null, first_position bigint not null) with (fillfactor = 80);
        create unique index if not exists head_key on log.head(id, type, tenant);

        create table if not exists log.event(
            position bigint not null, entity bigint not null, version int not null,
            tenant text not null, type text not null, id uuid not null,
            name text not null, body text not null, actor text not null, command uuid not null,
            recorded_at timestamptz not null,
            primary key (position)) partition by range (position);
        create index if not exists event_entity on log.event(entity, version);

        create table if not exists log.command(
            entity bigint not null, command uuid not null, body_hash bigint not null,
            version int not null, position bigint not null, recorded_at timestamptz not null,
            primary key (entity, command));

        create table if not exists log.deadline(
            entity bigint not null, kind text not null, due_at timestamptz not null, shard smallint not null,
            primary key (entity, kind, due_at));
        create index if not exists deadline_due on log.deadline(shard, due_at);

        create table if not exists log.snapshot(
            entity bigint primary key, version int not null, fingerprint text not null, state text not null);

        create table if not exists log.number(
            tenant text not null, series text not null, day date not null, next int not null,
            primary key (tenant, series, day));
        """;

    // A sheet or a large state is some hundred kilobytes, and the usual way to compress them is several times as slow.
    // A server that was built without lz4 keeps the usual one, and so does one where somebody holds the log for long,
    // as a dump does: writers must not queue behind this. What is stored stays as it is.
    private const string Compression = """
        do $$
        declare
            part regclass;
            patience text := current_setting('lock_timeout');
        begin
            perform set_config('lock_timeout', '2s', true);
            -- In the order in which the writer of snapshots takes them.
            alter table log.snapshot alter column state set compression lz4;
            alter table log.event alter column body set compression lz4;
            for part in select inhrelid::regclass from pg_inherits where inhparent = 'log.event'::regclass loop
                execute format('alter table %s alter column body set compression lz4', part);
            end loop;
            perform set_config('lock_timeout', patience, true);
        exception when feature_not_supported or lock_not_available or deadlock_detected then
            raise notice 'the log keeps its compression: %', sqlerrm;
        end $$;
        """;

    private const string Partitions = """
        create or replace function log.ensure_partitions(per_partition bigint) returns int language plpgsql as $$
        declare
            last bigint := (select position from log.state) / per_partition;
            made int := 0;
        begin
            for n in last .. last + 1 loop
                if to_regclass(format('log.event_%s', n)) is null then
                    execute format(
                        'create table log.event_%s partition of log.event for values from (%s) to (%s)',
                        n, n * per_partition, (n + 1) * per_partition);
                    made := made + 1;
                end if;
            end loop;
            return made;
        end $$;
        select log.ensure_partitions(10000000);
        """;

    // The lock is taken by the first statement; every later statement of a volatile function sees what was committed
    // before it got the lock. So position order is commit order, and a reader never passes over a position.
    private static string AppendFunction(
        string taken, string row = "", string known = "", string epoch = "", string together = "") => $"""
        create or replace function log.append(
            a_tenant text[], a_type text[], a_id uuid[], a_entity bigint[], a_expected int[], a_count int[],
            a_command uuid[], a_hash bigint[], a_actor text[], a_at timestamptz[],
            e_append int[], e_seq int[], e_name text[], e_body text[],
            r_append int[], r_kind text[], r_due timestamptz[],
            d_append int[], d_kind text[], d_due timestamptz[], shards int{known},
            out o_outcome smallint[], out o_entity bigint[], out o_version int[], out o_before bigint[])
        language plpgsql volatile as $$
        declare
            base bigint;
            known log.command%rowtype;
            guarded record;
            ent bigint;
            won bigint[] := array_fill(null::bigint, array[cardinality(a_id)]);
        begin
            perform pg_advisory_xact_lock(20011);
            {epoch}
            select position into base from log.state;
            o_outcome := array_fill(0::smallint, array[cardinality(a_id)]);
            o_entity := array_fill(0::bigint, array[cardinality(a_id)]);
            o_version := array_fill(0, array[cardinality(a_id)]);
            o_before := array_fill(0::bigint, array[cardinality(a_id)]);
            {together}
            for i in 1 .. cardinality(a_id) loop
                {row}
                ent := a_entity[i];
                if a_expected[i] = 0 then
                    insert into log.head(tenant, type, id, version, first_position)
                    values (a_tenant[i], a_type[i], a_id[i], a_count[i], base + 1)
                    on conflict do nothing returning entity into ent;
                    if ent is not null then
                        won[i] := ent;
                    else
                        select entity into ent from log.head h
                        where h.id = a_id[i] and h.type = a_type[i] and h.tenant = a_tenant[i];
                        {taken}
                    end if;
                end if;
                if won[i] is null then
                    select * into known from log.command c where c.entity = ent and c.command = a_command[i];
                    if found then
                        o_outcome[i] := case when known.body_hash = a_hash[i] then 2 else 3 end;
                        o_entity[i] := ent; o_version[i] := known.version; o_before[i] := known.position;
                        continue;
                    end if;
                    if a_expected[i] > 0 then
                        update log.head h set version = h.version + a_count[i]
                        where h.entity = ent and h.version = a_expected[i];
                        if found then won[i] := ent; end if;
                    end if;
                end if;
                if won[i] is not null then
                    o_outcome[i] := 1; o_entity[i] := ent;
                    o_version[i] := a_expected[i] + a_count[i]; o_before[i] := base;
                    base := base + a_count[i];
                end if;
            end loop;

            insert into log.event
            select o_before[e.a] + e.seq, won[e.a], a.expected + e.seq, a.tenant, a.type, a.id,
                   e.name, e.body, a.actor, a.command, a.at
            from unnest(e_append, e_seq, e_name, e_body) e(a, seq, name, body)
            join unnest(a_tenant, a_type, a_id, a_expected, a_actor, a_command, a_at)
                 with ordinality a(tenant, type, id, expected, actor, command, at, ord) on a.ord = e.a
            where won[e.a] is not null;

            insert into log.command
            select won[a.ord], a.command, a.hash, o_version[a.ord], o_before[a.ord] + a.count, a.at
            from unnest(a_command, a_hash, a_count, a_at) with ordinality a(command, hash, count, at, ord)
            where won[a.ord] is not null;

            if cardinality(r_append) > 0 then
                delete from log.deadline d using unnest(r_append, r_kind, r_due) r(a, kind, due)
                where d.entity = won[r.a] and d.kind = r.kind and d.due_at = r.due;
            end if;
            if cardinality(d_append) > 0 then
                insert into log.deadline
                select won[d.a], d.kind, d.due, won[d.a] % shards
                from unnest(d_append, d_kind, d_due) d(a, kind, due)
                where won[d.a] is not null
                on conflict do nothing;
            end if;

            update log.state set position = base where position <> base;
            perform pg_notify('fieldops_log', base::text);
        end $$;
        """;

    private const string Consumers = """
        create table if not exists log.cursor(
            consumer text not null, partition smallint not null, position bigint not null, epoch int not null,
            primary key (consumer, partition)) with (fillfactor = 50);

        create table if not exists log.projection(
            name text primary key, revision int not null);

        create table if not exists log.lease(
            name text primary key, owner text not null, expires_at timestamptz not null);

        create table if not exists log.stuck(
            id bigint generated always as identity primary key,
            reactor text not null, position bigint not null, ordinal int not null,
            tenant text not null, target_type text not null, target_id uuid not null,
            code text not null, facts text not null, since timestamptz not null,
            status text not null default 'open' check (status in ('open', 'retried', 'dismissed')),
            decided_by text,
            unique (reactor, position, target_type, target_id, ordinal));
        create index if not exists stuck_open on log.stuck(id) where status = 'open';
        """;
}
