using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// One narrow row an order, the limits that many of them share, and which parties left an order with a share of it.
/// </summary>
internal static class IntervalTable
{
    public const string Ddl = """
        create table terms(tenant text not null, id uuid not null, body text not null, primary key (tenant, id));
        create table order_interval(
            tenant text not null, order_id uuid not null, occurred_at timestamptz not null, contractor_id uuid,
            asset_class text not null, ended boolean not null, terms_id uuid not null, facts bytea not null,
            primary key (tenant, order_id));
        create table order_share(
            tenant text not null, order_id uuid not null, contractor_id uuid not null,
            primary key (tenant, order_id, contractor_id));
        """;

    public const string Indexes = """
        create index order_interval_occurred on order_interval(tenant, occurred_at, order_id);
        create index order_share_contractor on order_share(tenant, contractor_id, order_id);
        """;

    private const string StoreTerms = """
        insert into terms(tenant, id, body)
        select tenant, id, body from unnest($1::text[], $2::uuid[], $3::text[]) r(tenant, id, body)
        on conflict (tenant, id) do nothing
        """;

    private const string StoreRows = """
        insert into order_interval(
            tenant, order_id, occurred_at, contractor_id, asset_class, ended, terms_id, facts)
        select * from unnest(
            $1::text[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::boolean[], $7::uuid[], $8::bytea[])
        on conflict (tenant, order_id) do update set
            contractor_id = excluded.contractor_id, ended = excluded.ended, terms_id = excluded.terms_id,
            facts = excluded.facts
        """;

    private const string Drop = """
        delete from order_interval i using unnest($1::text[], $2::uuid[]) k(tenant, id)
        where i.tenant = k.tenant and i.order_id = k.id
        """;

    private const string DropShares = """
        delete from order_share s using unnest($1::text[], $2::uuid[]) k(tenant, id)
        where s.tenant = k.tenant and s.order_id = k.id
        """;

    private const string StoreShares = """
        insert into order_share(tenant, order_id, contractor_id)
        select * from unnest($1::text[], $2::uuid[], $3::uuid[])
        """;

    private const string ByKey = """
        select i.tenant, i.order_id, i.occurred_at, i.contractor_id, i.asset_class, i.ended, i.terms_id, i.facts, t.body
        from unnest($1::text[], $2::uuid[]) k(tenant, id)
        join order_interval i on i.tenant = k.tenant and i.order_id = k.id
        join terms t on t.tenant = i.tenant and t.id = i.terms_id
        """;

    private static readonly Guid s_space = new("5b7a2b7e-2f0f-5c0a-9d53-0f6b1f3c7a11");

    /// <summary>An id that follows from the content: equal limits, one row.</summary>
    public static (Guid Id, string Body) Written(SlaTerms terms)
    {
        var body = JsonSerializer.Serialize(terms with { DecidedAt = null }, PlatformJson.Options);
        return (NameBasedId.Of(s_space, body), body);
    }

    /// <summary>The same, written once for all that hold the very same limits.</summary>
    public static (Guid Id, string Body) Written(SlaTerms terms, Dictionary<SlaTerms, (Guid Id, string Body)> known)
    {
        if (!known.TryGetValue(terms, out var written))
        {
            known[terms] = written = Written(terms);
        }

        return written;
    }

    public static SlaTerms Read(string body) => JsonSerializer.Deserialize<SlaTerms>(body, PlatformJson.Options)!;

    /// <summary>Inside the projection's transaction and search path.</summary>
    public static async Task StoreAsync(
        IReadOnlyCollection<(string Tenant, OrderIntervals Order)> orders,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
        {
            return;
        }

        var terms = new Dictionary<(string Tenant, Guid Id), string>();
        var known = new Dictionary<SlaTerms, (Guid Id, string Body)>(ReferenceEqualityComparer.Instance);
        var rows = new List<IntervalRow>(orders.Count);
        foreach (var (tenant, order) in orders)
        {
            var (id, body) = Written(order.Terms, known);
            terms.TryAdd((tenant, id), body);
            rows.Add(new IntervalRow(
                tenant, order.OrderId, order.OccurredAt, order.ContractorId, order.Asset.AssetClass, order.HasEnded, id,
                IntervalPack.Write(order)));
        }

        await using var batch = new NpgsqlBatch(connection);
        Add(batch, StoreTerms, terms.Keys.Select(t => t.Tenant), terms.Keys.Select(t => t.Id), terms.Values);
        var store = Add(batch, StoreRows, rows.Select(r => r.Tenant), rows.Select(r => r.OrderId));
        store.Parameters.Add(new() { Value = rows.Select(r => r.OccurredAt.ToUniversalTime()).ToArray() });
        store.Parameters.Add(new()
        {
            Value = rows.Select(r => r.ContractorId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        });
        store.Parameters.Add(new() { Value = rows.Select(r => r.AssetClass).ToArray() });
        store.Parameters.Add(new() { Value = rows.Select(r => r.Ended).ToArray() });
        store.Parameters.Add(new() { Value = rows.Select(r => r.TermsId).ToArray() });
        store.Parameters.Add(new() { Value = rows.Select(r => r.Facts).ToArray() });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task DropAsync(
        IReadOnlyCollection<EntityKey> keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (keys.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection);
            Add(batch, Drop, keys.Select(k => k.Tenant), keys.Select(k => k.Id));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Which parties that left have a share of some orders: a scope asks for it, and an order that nobody left has no
    /// row.
    /// </summary>
    public static async Task ShareAsync(
        IReadOnlyCollection<(EntityKey Key, OrderIntervals? Order)> orders,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
        {
            return;
        }

        var shares = orders.SelectMany(o => (o.Order?.Shares ?? []).Select(s => (o.Key, s.ContractorId))).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, DropShares, orders.Select(o => o.Key.Tenant), orders.Select(o => o.Key.Id));
        Add(batch, StoreShares, shares.Select(s => s.Key.Tenant), shares.Select(s => s.Key.Id))
            .Parameters.Add(new() { Value = shares.Select(s => s.ContractorId).ToArray() });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<Dictionary<EntityKey, OrderIntervals>> LoadAsync(
        IReadOnlyCollection<EntityKey> keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var found = new Dictionary<EntityKey, OrderIntervals>();
        var terms = new Dictionary<Guid, SlaTerms>();
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, ByKey, keys.Select(k => k.Tenant), keys.Select(k => k.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = RowOf(rows, rows.GetString(0), 1);
            if (!terms.TryGetValue(row.TermsId, out var limits))
            {
                terms[row.TermsId] = limits = Read(rows.GetString(8));
            }

            found[new EntityKey(row.Tenant, WorkOrderEntity.TypeName, row.OrderId)] = IntervalPack.Read(row, limits);
        }

        return found;
    }

    /// <summary>The row's columns from an offset on: order, occurred, contractor, class, ended, terms, facts.</summary>
    public static IntervalRow RowOf(NpgsqlDataReader rows, string tenant, int from) => new(
        tenant,
        rows.GetGuid(from),
        rows.GetFieldValue<DateTimeOffset>(from + 1),
        rows.IsDBNull(from + 2) ? null : rows.GetGuid(from + 2),
        rows.GetString(from + 3),
        rows.GetBoolean(from + 4),
        rows.GetGuid(from + 5),
        rows.GetFieldValue<byte[]>(from + 6));

    private static NpgsqlBatchCommand Add(
        NpgsqlBatch batch,
        string sql,
        IEnumerable<string> tenants,
        IEnumerable<Guid> ids,
        IEnumerable<string>? texts = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new() { Value = tenants.ToArray() });
        command.Parameters.Add(new() { Value = ids.ToArray() });
        if (texts is not null)
        {
            command.Parameters.Add(new() { Value = texts.ToArray() });
        }

        batch.BatchCommands.Add(command);
        return command;
    }
}
