using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment.FollowUp;

/// <summary>One row a warning.</summary>
internal static class WarningTable
{
    public const string Ddl = """
        create table warning(
            tenant text not null, id uuid not null, watch_id uuid not null, contractor_id uuid not null,
            contractor_code text not null, month text not null, status text not null, raised_at timestamptz not null,
            closed_at timestamptz, relapses int not null, finding jsonb not null, primary key (tenant, id));
        create index warning_by_raise on warning(tenant, raised_at, id);
        create index warning_of_watch on warning(tenant, watch_id);
        """;

    private const string RaiseSql = """
        insert into warning(
            tenant, id, watch_id, contractor_id, contractor_code, month, status, raised_at, relapses, finding)
        values ($1, $2, $3, $4, $5, $6, 'open', $7, 0, $8::jsonb)
        on conflict (tenant, id) do nothing
        """;

    private const string RelapseSql = """
        update warning set status = 'open', closed_at = null, relapses = relapses + 1, finding = $3::jsonb
        where tenant = $1 and id = $2
        """;

    private const string CloseSql = """
        update warning set status = 'recovered', closed_at = $3, finding = $4::jsonb where tenant = $1 and id = $2
        """;

    private const string EndSql = """
        update warning set status = 'month-over', closed_at = $3
        where tenant = $1 and watch_id = $2 and status = 'open'
        """;

    public static ImmutableArray<string> EventNames { get; } =
    [
        "month-watch.warning-raised.v1", "month-watch.warning-relapsed.v1", "month-watch.warning-closed.v1",
        "month-watch.ended.v1",
    ];

    public static async Task ApplyAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        foreach (var happened in batch)
        {
            var (tenant, watch) = (happened.Key.Tenant, happened.Key.Id);
            switch (happened.Body)
            {
                case WarningRaised e:
                    Add(
                        commands, RaiseSql, tenant, e.WarningId, watch, e.Month.ContractorId, e.Month.ContractorCode,
                        e.Month.Month, e.RaisedAt, Json(e.Finding));
                    break;
                case WarningRelapsed e:
                    Add(commands, RelapseSql, tenant, e.WarningId, Json(e.Finding));
                    break;
                case WarningClosed e:
                    Add(commands, CloseSql, tenant, e.WarningId, e.ClosedAt, Json(e.Finding));
                    break;
                case MonthWatchEnded e:
                    Add(commands, EndSql, tenant, watch, e.EndedAt);
                    break;
            }
        }

        if (commands.BatchCommands.Count > 0)
        {
            await commands.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    private static string Json(WarningFinding finding) => JsonSerializer.Serialize(finding, PlatformJson.Options);
}
