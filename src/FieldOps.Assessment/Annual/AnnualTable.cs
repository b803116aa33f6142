using System.Text.Json;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment.Annual;

/// <summary>A row a year: what was drawn up last and what holds, without their sheets, which the log keeps.</summary>
internal static class AnnualTable
{
    public const string Ddl = """
        create table annual(
            tenant text not null, id uuid not null, code text not null, contractor_id uuid not null,
            contractor_code text not null, year text not null, latest jsonb not null, approved jsonb,
            primary key (tenant, id));
        create unique index annual_code on annual(tenant, code);
        create index annual_contractor on annual(tenant, contractor_id);
        """;

    private const string DrawnUp = """
        insert into annual(tenant, id, code, contractor_id, contractor_code, year, latest)
        values ($1, $2, $3, $4, $5, $6, $7::jsonb)
        on conflict (tenant, id) do update set latest = excluded.latest
        """;

    // What is said to the edition that holds is told there too.
    private const string Said = """
        update annual set latest = latest || jsonb_build_object($3::text, $4::jsonb),
            approved = case when approved->'number' = latest->'number'
                then approved || jsonb_build_object($3::text, $4::jsonb) else approved end
        where tenant = $1 and id = $2
        """;

    private const string Answered = """
        update annual set latest = jsonb_set(latest, '{objection}', latest->'objection' || $3::jsonb),
            approved = case when approved->'number' = latest->'number'
                then jsonb_set(approved, '{objection}', approved->'objection' || $3::jsonb) else approved end
        where tenant = $1 and id = $2
        """;

    // What is approved is what was drawn up last.
    private const string Approved = """
        update annual set latest = latest || jsonb_build_object('approved', $3::jsonb),
            approved = latest || jsonb_build_object('approved', $3::jsonb)
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
            case AnnualDrawnUp e:
                var edition = new AnnualEdition(
                    e.Edition, e.Sheet, e.Tables, e.Months, e.Reason, e.DrawnBy, e.DrawnAt, e.WaitsUntil);
                Add(
                    commands, DrawnUp, happened.Key, e.Year.Code, e.Year.ContractorId, e.Year.ContractorCode,
                    e.Year.Year, Json(AnnualEditionModel.Of(edition)));
                break;
            case AnnualConfirmed e:
                Add(commands, Said, happened.Key, "confirmed", Json(new AnnualSignature(e.By, e.At)));
                break;
            case AnnualObjected e:
                Add(commands, Said, happened.Key, "objection", Json(new AnnualObjection(e.Reason, e.By, e.At)));
                break;
            case AnnualObjectionAnswered e:
                Add(
                    commands, Answered, happened.Key,
                    Json(new { answer = e.Answer, answered = new AnnualSignature(e.By, e.At) }));
                break;
            case AnnualApproved e:
                Add(commands, Approved, happened.Key, Json(new AnnualSignature(e.By, e.At)));
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
