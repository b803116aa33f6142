using System.Text.Json;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment.Quarters;

/// <summary>
/// A row a quarter: what it paid, and the edition that holds without its statements, which the log keeps.
/// </summary>
internal static class QuarterTable
{
    public const string Ddl = """
        create table quarter(
            tenant text not null, id uuid not null, code text not null, contractor_id uuid not null,
            contractor_code text not null, quarter text not null, paid_cny numeric not null, latest jsonb not null,
            primary key (tenant, id));
        create unique index quarter_code on quarter(tenant, code);
        """;

    private const string Drawn = """
        insert into quarter(tenant, id, code, contractor_id, contractor_code, quarter, paid_cny, latest)
        values ($1, $2, $3, $4, $5, $6, 0, $7::jsonb)
        on conflict (tenant, id) do update set latest = excluded.latest
        """;

    private const string Confirmed = """
        update quarter set latest = latest || jsonb_build_object('confirmed', $3::jsonb)
        where tenant = $1 and id = $2
        """;

    private const string Settled = """
        update quarter set paid_cny = paid_cny + $4,
            latest = latest || jsonb_build_object('settled', $3::jsonb, 'payCny', $4)
        where tenant = $1 and id = $2
        """;

    public static async Task ApplyAsync(
        IEnumerable<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        foreach (var happened in batch)
        {
            Take(commands, happened);
        }

        if (commands.BatchCommands.Count > 0)
        {
            await commands.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Take(NpgsqlBatch commands, RecordedEvent happened)
    {
        switch (happened.Body)
        {
            case QuarterDrawn e:
                var edition = new QuarterEdition(e.Edition, e.Months, e.TotalCny, e.Reason, e.DrawnBy, e.DrawnAt);
                Add(
                    commands, Drawn, happened.Key, e.Quarter.Code, e.Quarter.ContractorId, e.Quarter.ContractorCode,
                    e.Quarter.Quarter, Json(QuarterEditionModel.Of(edition)));
                break;
            case QuarterConfirmed e:
                Add(commands, Confirmed, happened.Key, Json(new QuarterSignature(e.By, e.At)));
                break;
            case QuarterSettled e:
                Add(commands, Settled, happened.Key, Json(new QuarterSignature(e.By, e.At)), e.PayCny);
                break;
        }
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, PlatformJson.Options);

    private static void Add(NpgsqlBatch batch, string sql, EntityKey key, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in (object[])[key.Tenant, key.Id, .. values])
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
