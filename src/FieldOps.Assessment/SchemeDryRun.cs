using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>
/// Scores months that have a sheet by another scheme, from the same frozen facts and fees. Nothing is recorded.
/// </summary>
internal sealed class SchemeDryRun(IEntities entities, AssessmentRows rows, EarlierMonths before)
{
    /// <summary>Months of one run; each loads an entity.</summary>
    public const int MonthsMax = 500;

    public async Task<DryRunModel> OfAsync(
        ApiCall call, DryRunBody wish, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        var only = wish.Contractor is { } code ? ContractorIds.Contractor(call.Tenant, code) : (Guid?)null;
        var months = await rows.WithSheetAsync(
            call.Tenant, only, wish.From, wish.To, MonthsMax + 1, cancellationToken);
        var results = new List<DryRunMonthModel>();
        foreach (var month in months.Take(MonthsMax))
        {
            var key = call.Key(MonthRef.EntityType, MonthRef.IdOf(month.ContractorId, month.Month));
            var state = (MonthState)(await entities.ReadAsync(key, cancellationToken)).State;
            if (state.Sheet is { } sheet)
            {
                results.Add(Compare(
                    await before.TryAsync(call.Tenant, state, scheme, cancellationToken), sheet, scheme));
            }
        }

        return new DryRunModel(
            results.Count, months.Count > MonthsMax, results.Sum(r => r.TotalCnyAfter - r.TotalCnyBefore), results);
    }

    private static DryRunMonthModel Compare(MonthState state, SheetOfNow before, ScoringScheme scheme)
    {
        var after = MonthScore.Of(state.FactsFor(scheme), scheme);
        var paid = SheetStatement.Of(before.Fees, after.Score, scheme.Settlement, state);
        var known = before.Score.Lines.ToLookup(l => l.Path, StringComparer.Ordinal);
        var now = after.Lines.ToLookup(l => l.Path, StringComparer.Ordinal);
        var changed = known.Select(k => k.Key).Union(now.Select(n => n.Key), StringComparer.Ordinal)
            .Select(path => new DryRunLineModel(path, Points(known[path]), Points(now[path])))
            .Where(l => l.PointsBefore != l.PointsAfter)
            .ToArray();
        return new DryRunMonthModel(
            state.Month!.ContractorCode, state.Month.Month, before.Score.SchemeId, before.Score.SchemeVersion,
            before.Score.Score, after.Score, before.Score.Grade, after.Grade, before.Statement.TotalCny, paid.TotalCny,
            changed);
    }

    private static decimal? Points(IEnumerable<ScoreLine> lines)
    {
        var all = lines.ToArray();
        return all.Length == 0 ? null : all.Sum(l => l.Points);
    }
}

/// <summary>What a scheme would have made of past months.</summary>
internal sealed record DryRunModel(
    int Months, bool Truncated, decimal DifferenceCny, IReadOnlyList<DryRunMonthModel> Results);

/// <summary>One month, as it was scored and as it would have been.</summary>
internal sealed record DryRunMonthModel(
    string ContractorCode,
    string Month,
    string SchemeIdBefore,
    int SchemeVersionBefore,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    string? GradeBefore,
    string? GradeAfter,
    decimal TotalCnyBefore,
    decimal TotalCnyAfter,
    IReadOnlyList<DryRunLineModel> Changed);

/// <summary>A line whose points differ; null where one of the schemes has none.</summary>
internal sealed record DryRunLineModel(string Path, decimal? PointsBefore, decimal? PointsAfter);
