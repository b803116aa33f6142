using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment;

/// <summary>
/// One row a month, and beside it the sheet and statement of now: text that is read whole and never looked into.
/// </summary>
internal static class MonthTable
{
    public const string Ddl = """
        create table month(
            tenant text not null, id uuid not null, contractor_id uuid not null, contractor_code text not null,
            month text not null, row jsonb not null, sheet text, statement text, primary key (tenant, id));
        create unique index month_of_contractor on month(tenant, month, contractor_code);
        create index month_by_contractor on month(tenant, contractor_id, month);
        create index month_fresh_late on month(tenant, month, contractor_code)
            where (row->>'freshLateFacts')::int > 0;
        do $$ begin
            alter table month alter column sheet set compression lz4;
        -- Built without it, the server compresses as it always did.
        exception when feature_not_supported then null;
        end $$;
        """;

    private const string Load = """
        select m.tenant, m.id, m.row::text
        from month m join unnest($1::text[], $2::uuid[]) k(tenant, id) on m.tenant = k.tenant and m.id = k.id
        """;

    // A batch without a new sheet leaves the sheet that is there.
    private const string Store = """
        insert into month(tenant, id, contractor_id, contractor_code, month, row, sheet, statement)
        select tenant, id, contractor_id, contractor_code, month, row::jsonb, sheet, statement
        from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
            r(tenant, id, contractor_id, contractor_code, month, row, sheet, statement)
        on conflict (tenant, id) do update
        set row = excluded.row, sheet = coalesce(excluded.sheet, month.sheet),
            statement = coalesce(excluded.statement, month.statement)
        """;

    public static async Task ApplyAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await LoadAsync([.. batch.Select(e => e.Key).Distinct()], connection, cancellationToken);
        var sheets = new Dictionary<EntityKey, MonthSheetComputed>();
        foreach (var happened in batch)
        {
            if (MonthRow.After(rows.GetValueOrDefault(happened.Key), happened.Body) is { } row)
            {
                rows[happened.Key] = row;
            }

            if (happened.Body is MonthSheetComputed computed)
            {
                sheets[happened.Key] = computed;
            }
        }

        await StoreAsync(rows, sheets, connection, cancellationToken);
    }

    private static async Task<Dictionary<EntityKey, MonthRow>> LoadAsync(
        EntityKey[] keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Load, connection);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Id).ToArray() });
        var found = new Dictionary<EntityKey, MonthRow>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found[new EntityKey(rows.GetString(0), MonthRef.EntityType, rows.GetGuid(1))] =
                JsonSerializer.Deserialize<MonthRow>(rows.GetString(2), PlatformJson.Options)!;
        }

        return found;
    }

    private static async Task StoreAsync(
        Dictionary<EntityKey, MonthRow> rows,
        Dictionary<EntityKey, MonthSheetComputed> sheets,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        var all = rows.ToArray();
        await using var command = new NpgsqlCommand(Store, connection);
        command.Parameters.Add(new() { Value = all.Select(r => r.Key.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = all.Select(r => r.Key.Id).ToArray() });
        command.Parameters.Add(new() { Value = all.Select(r => r.Value.ContractorId).ToArray() });
        command.Parameters.Add(new() { Value = all.Select(r => r.Value.ContractorCode).ToArray() });
        command.Parameters.Add(new() { Value = all.Select(r => r.Value.Month).ToArray() });
        command.Parameters.Add(new() { Value = all.Select(r => Json(r.Value)).ToArray() });
        command.Parameters.Add(new()
        {
            Value = all.Select(r => Json(sheets.GetValueOrDefault(r.Key)?.Sheet)).ToArray(),
        });
        command.Parameters.Add(new()
        {
            Value = all.Select(r => Json(sheets.GetValueOrDefault(r.Key)?.Statement)).ToArray(),
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? Json<T>(T? value)
        where T : class =>
        value is null ? null : JsonSerializer.Serialize(value, PlatformJson.Options);
}
