using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>The rows of read models that recomputes change.</summary>
internal static class RecomputeRows
{
    private static readonly (string Schema, string Rows)[] s_rows =
    [
        ("sla_recompute", """
            select concat_ws(
                '/', order_id, occurred_at, contractor_id, asset_class, ended, terms_id, encode(facts, 'hex'))
            from sla_recompute.order_interval order by order_id
            """),
        ("sla_recompute", "select s::text from sla_recompute.order_share s order by 1"),
        ("compliance", "select o::text from compliance.closed_order o order by order_id, part"),
        ("compliance", "select c::text from compliance.cell c order by 1"),
        ("compliance", "select r::text from compliance.running_clock r order by 1"),
    ];

    private static readonly string[] s_mayBeEmpty = ["order_share", "running_clock"];

    /// <summary>The rows that recomputes changed in place are those that a fold of the whole log makes.</summary>
    public static async Task RowsAreThoseOfARebuildAsync(this RecomputeHost host)
    {
        foreach (var (schema, rows) in s_rows)
        {
            var before = await host.QueryAsync(rows);
            (before.Count > 0 || s_mayBeEmpty.Any(t => rows.Contains(t, StringComparison.Ordinal))).ShouldBeTrue(rows);
            var projection = host.Services.GetServices<Projection>().Single(p => p.Name == schema);
            await host.Services.GetRequiredService<ProjectionSchemas>()
                .RebuildAsync(projection, progress: null, CancellationToken.None);
            (await host.QueryAsync(rows)).ShouldBe(before, schema);
        }
    }

    /// <summary>The first column of a query, as text.</summary>
    public static async Task<List<string>> QueryAsync(this RecomputeHost host, string sql)
    {
        await using var database = NpgsqlDataSource.Create(host.Database);
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
