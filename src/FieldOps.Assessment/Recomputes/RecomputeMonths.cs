using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// What a recompute would do to scores and amounts: each contractor month is scored twice by the same rules, with the
/// clocks as they are and as they would be, late facts included both times.
/// </summary>
internal sealed class RecomputeMonths(
    NpgsqlDataSource database,
    IEntities entities,
    AssessmentRows rows,
    MonthWrites writes,
    EarlierMonths earlier,
    DifferenceTable differences,
    RecomputeRunTable runs,
    TimeZoneInfo zone)
{
    // Months of one step: their states are in memory together, and they share a commit.
    private const int StepMonths = 64;

    // Scored side by side: on each core one, and one that waits for its rows.
    private static readonly int s_scorers = Math.Min(16, 2 * Environment.ProcessorCount);

    private const string GroupsSql = """
        select contractor_id, month, count(*)::int, sum(breaks)::int, sum(mends)::int
        from sla_recompute_work.difference
        where run = $1 and code is null and ended
          and ($2::uuid is null or (contractor_id, month) > ($2, $3))
        group by contractor_id, month order by contractor_id, month
        """;

    private const string StoreSql = """
        insert into sla_recompute_work.month(
            run, contractor_id, month, contractor_code, status, orders, breaks, mends, score_before, score_after,
            total_before, total_after)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (run, contractor_id, month) do nothing
        """;

    private const string PageSql = """
        select contractor_id, contractor_code, month, status, orders, breaks, mends, score_before, score_after,
               total_before, total_after
        from sla_recompute_work.month
        where run = $1 and ($2::uuid is null or (contractor_id, month) > ($2, $3))
        order by contractor_id, month limit $4
        """;

    private const string TotalsSql = """
        select count(*)::int, count(*) filter (where status not in ('open', 'none'))::int,
               coalesce(sum(total_after - total_before), 0)
        from sla_recompute_work.month where run = $1
        """;

    /// <summary>Goes on from where the run is; null when it is not this process that goes on.</summary>
    public async Task<RecomputeProgress?> RunAsync(
        string tenant,
        RecomputeProgress run,
        Func<CancellationToken, Task<bool>> goesOn,
        CancellationToken cancellationToken)
    {
        var groups = await GroupsAsync(run, cancellationToken);
        var codes = (await rows.CodesAsync(
                [.. groups.Select(g => (tenant, g.ContractorId)).Distinct()], cancellationToken))
            .ToDictionary(c => c.Id, c => c.Code);
        foreach (var step in groups.Chunk(StepMonths))
        {
            var scored = await ScoreAsync(tenant, run.No, step, codes, cancellationToken);
            var next = run with
            {
                Cursor = new RecomputeCursor(ContractorId: step[^1].ContractorId, Month: step[^1].Month),
                Digest = scored.Aggregate(run.Digest, Digest),
            };
            if (!await goesOn(cancellationToken)
                || !await runs.StepAsync(
                    run, next, connection => StoreAsync(connection, run.No, scored, cancellationToken),
                    cancellationToken))
            {
                return null;
            }

            run = next;
        }

        var ready = run with { Phase = RecomputePhases.Ready, Cursor = RecomputeCursor.Start };
        return await runs.StepAsync(run, ready, _ => Task.CompletedTask, cancellationToken) ? ready : null;
    }

    public async Task<(int Months, int Closed, decimal DifferenceCny)> TotalsAsync(
        int run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(TotalsSql);
        command.Parameters.Add(new() { Value = run });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1), reader.GetDecimal(2));
    }

    public async Task<List<RecomputeMonthModel>> PageAsync(
        int run, (Guid Contractor, string Month)? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(PageSql);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(RecomputeRunTable.Maybe(after?.Contractor, NpgsqlDbType.Uuid));
        command.Parameters.Add(RecomputeRunTable.Maybe(after?.Month, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = limit });
        var found = new List<RecomputeMonthModel>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new RecomputeMonthModel(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4),
                reader.GetInt32(5), reader.GetInt32(6), Number(reader, 7), Number(reader, 8), Number(reader, 9),
                Number(reader, 10)));
        }

        return found;
    }

    private async Task<List<MonthGroup>> GroupsAsync(RecomputeProgress run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(GroupsSql);
        command.Parameters.Add(new() { Value = run.No });
        command.Parameters.Add(RecomputeRunTable.Maybe(run.Cursor.ContractorId, NpgsqlDbType.Uuid));
        command.Parameters.Add(RecomputeRunTable.Maybe(run.Cursor.Month, NpgsqlDbType.Text));
        var groups = new List<MonthGroup>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            groups.Add(new MonthGroup(
                reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return groups;
    }

    private async Task<RecomputeMonthModel[]> ScoreAsync(
        string tenant,
        int run,
        MonthGroup[] step,
        Dictionary<Guid, string> codes,
        CancellationToken cancellationToken)
    {
        var scored = new RecomputeMonthModel[step.Length];
        var many = new ParallelOptions { MaxDegreeOfParallelism = s_scorers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, step.Length, many, async (at, stop) =>
        {
            var id = step[at].ContractorId;
            var code = codes.GetValueOrDefault(id, id.ToString("D"));
            scored[at] = await ScoreAsync(tenant, run, step[at], code, stop);
        });
        return scored;
    }

    private async Task<RecomputeMonthModel> ScoreAsync(
        string tenant, int run, MonthGroup group, string code, CancellationToken cancellationToken)
    {
        var key = new EntityKey(tenant, MonthRef.EntityType, MonthRef.IdOf(group.ContractorId, group.Month));
        var state = (MonthState)(await entities.ReadAsync(key, cancellationToken)).State;
        var model = new RecomputeMonthModel(
            group.ContractorId, code, group.Month, state.Month is null ? "none" : Word(state.Status), group.Orders,
            group.Breaks, group.Mends, null, null, null, null);
        if (state.Month is null || !MonthKey.TryParse(group.Month, out var month))
        {
            return model;
        }

        var reference = MonthRef.Of(group.ContractorId, code, month, zone);
        if ((await writes.SchemeOfAsync(tenant, reference, state.Sheet, cancellationToken)).Scheme is not { } scheme)
        {
            return model;
        }

        var fees = state.Sheet?.Fees ?? await writes.FeesAsync(tenant, reference, cancellationToken);
        var known = await earlier.KnowingAsync(tenant, state, scheme, cancellationToken) with
        {
            Visits = await writes.VisitsAsync(tenant, reference, state, cancellationToken),
        };
        var before = known.WithLateFacts();
        var recomputed = await RecomputedAsync(before, run, group, cancellationToken);
        // Which rules are short of cases is asked anew, unless a sheet has said so; late facts have no part in it.
        var frozen = state.Late.IsEmpty ? recomputed : await RecomputedAsync(known, run, group, cancellationToken);
        var after = recomputed with
        {
            Rolled = (await earlier.KnowingAsync(tenant, frozen, scheme, cancellationToken)).Rolled,
        };
        var (scoreBefore, scoreAfter) = (MonthScore.Of(before.Facts(), scheme), MonthScore.Of(after.Facts(), scheme));
        return model with
        {
            ScoreBefore = scoreBefore.Score,
            ScoreAfter = scoreAfter.Score,
            TotalCnyBefore = SheetStatement.Of(fees, scoreBefore.Score, scheme.Settlement, before).TotalCny,
            TotalCnyAfter = SheetStatement.Of(fees, scoreAfter.Score, scheme.Settlement, after).TotalCny,
        };
    }

    private async Task<MonthState> RecomputedAsync(
        MonthState state, int run, MonthGroup group, CancellationToken cancellationToken)
    {
        var orders = state.Orders.ToBuilder();
        await differences.ReadOutcomesAsync(
            run,
            group.ContractorId,
            group.Month,
            (id, facts) =>
            {
                if (orders.TryGetValue(id, out var fact) && fact.Ended is { } ended)
                {
                    var (_, verdicts) = IntervalPack.ReadVerdicts(facts);
                    orders[id] = fact with { Ended = ended with { Clocks = FactsOf(verdicts) } };
                }
            },
            cancellationToken);
        return state with { Orders = orders.ToImmutable() };
    }

    private static ImmutableArray<ClockFact> FactsOf(ImmutableArray<ClockVerdict> verdicts) =>
        [.. verdicts.Select(v => new ClockFact(v.Clock, v.Outcome, v.LimitMinutes, (long)v.Elapsed.TotalSeconds))];

    private static async Task StoreAsync(
        NpgsqlConnection connection, int run, RecomputeMonthModel[] months, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var month in months)
        {
            batch.BatchCommands.Add(Command(run, month));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(int run, RecomputeMonthModel month)
    {
        var command = new NpgsqlBatchCommand(StoreSql);
        foreach (var value in new object[]
        {
            run, month.ContractorId, month.Month, month.ContractorCode, month.Status, month.Orders, month.Breaks,
            month.Mends,
        })
        {
            command.Parameters.Add(new() { Value = value });
        }

        foreach (var value in new[] { month.ScoreBefore, month.ScoreAfter, month.TotalCnyBefore, month.TotalCnyAfter })
        {
            command.Parameters.Add(RecomputeRunTable.Maybe(value, NpgsqlDbType.Numeric));
        }

        return command;
    }

    private static string Digest(string before, RecomputeMonthModel month) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{before}/{month.ContractorId:D}/{month.Month}/{month.ScoreAfter}/{month.TotalCnyAfter}"))));

    private static decimal? Number(NpgsqlDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : rows.GetDecimal(column);

    private static string Word(MonthStatus status) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());

    private sealed record MonthGroup(Guid ContractorId, string Month, int Orders, int Breaks, int Mends);
}
