using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Assessment.Annual;

/// <summary>What the months of a contractor's year say, as the log has them now, and what they come to.</summary>
internal sealed class AnnualMonths(
    IEntities entities, CompositePeriods periods, MonthFees fees, TimeZoneInfo zone)
{
    /// <summary>What the months of a year say now, and come to by the composite of an edition.</summary>
    public async Task<YearNow> NowAsync(
        string tenant, Guid contractor, string year, AnnualEdition edition, CancellationToken cancellationToken)
    {
        YearRef.TryMonthsOf(year, out var months);
        var now = await OfAsync(tenant, contractor, months, cancellationToken);
        var composite = await periods.InForceAsync(tenant, edition.Sheet.CompositeId, months, cancellationToken);
        return composite is null
            ? now
            : now with
            {
                Composite = composite,
                Tables = await periods.TablesAsync(tenant, composite, months, now.Final, cancellationToken),
            };
    }

    /// <summary>
    /// Whether an edition, approved or not, could not be approved any more as what the year comes to now.
    /// </summary>
    public async Task<bool> OutdatesAsync(
        string tenant, Guid contractor, string year, int edition, CancellationToken cancellationToken)
    {
        var key = new EntityKey(tenant, YearRef.EntityType, YearRef.IdOf(contractor, year));
        var known = (AnnualState)(await entities.ReadAsync(key, cancellationToken)).State;
        return known.Editions.FirstOrDefault(e => e.Number == edition) is { } told
            && (await NowAsync(tenant, contractor, year, told, cancellationToken)).Outdates(told);
    }

    /// <summary>
    /// The months of a year: those that both sides have signed, and those that are not final. A month of which nothing
    /// was heard is one of the latter when a fee falls into it: nobody has closed it.
    /// </summary>
    public async Task<YearNow> OfAsync(
        string tenant, Guid contractor, ImmutableArray<MonthKey> months, CancellationToken cancellationToken)
    {
        var final = new List<MonthState>();
        var open = ImmutableArray.CreateBuilder<string>();
        foreach (var month in months.Select(m => MonthRef.Of(contractor, string.Empty, m, zone)))
        {
            var key = new EntityKey(tenant, MonthRef.EntityType, month.EntityId);
            var state = (MonthState)(await entities.ReadAsync(key, cancellationToken)).State;
            if (state.Sheet is { } sheet && sheet.SignOff.IsFinal(state.Status))
            {
                final.Add(state);
            }
            else if (state.Month is not null || !(await fees.OfAsync(tenant, month, cancellationToken)).IsEmpty)
            {
                open.Add(month.Month);
            }
        }

        return new YearNow(final, open.ToImmutable());
    }
}

/// <summary>A contractor's year as its months stand in the log.</summary>
/// <param name="Final">Those that both sides have signed, in order.</param>
/// <param name="Open">Those that are not final.</param>
internal sealed record YearNow(List<MonthState> Final, ImmutableArray<string> Open)
{
    /// <summary>What weighs its tables; null where no version of it holds.</summary>
    public CompositeInForce? Composite { get; init; }

    /// <summary>The tables of the composite; none without one.</summary>
    public PeriodTables Tables { get; init; } = PeriodTables.None;

    /// <summary>Final months with late facts that nothing has counted.</summary>
    public ImmutableArray<string> LateOpen() =>
        [.. Final.Where(m => m.Late.Length > m.LateCounted()).Select(m => m.Month!.Month)];

    /// <summary>The wish to approve an edition as what the year comes to now.</summary>
    public ApproveAnnual Approving(int edition) =>
        new(edition, [.. Final.Select(m => AnnualMonth.Of(m).Source())])
        {
            Open = Open, LateOpen = LateOpen(), Tables = AnnualOutcome.Of(Tables.All),
            Weights = Composite is { } composite ? AnnualWeight.Of(composite.SheetOf(Tables)) : [],
            Unweighed = Tables.Unweighed,
        };

    /// <summary>Whether an edition could not be approved like this any more.</summary>
    public bool Outdates(AnnualEdition edition) => Approving(edition.Number).Outdated(edition) is not null;
}
