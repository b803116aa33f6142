using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>The tables of a composite over the months of a period, as their months stand in the log.</summary>
internal sealed class CompositePeriods(
    IEntities entities,
    EarlierMonths before,
    PolicyChoice<ScoringScheme> schemes,
    PolicyChoice<CompositeScheme> composites,
    TimeZoneInfo zone)
{
    /// <summary>
    /// A composite as it holds when a period begins: rules of later on do not weigh it. Those that it contains are the
    /// ones of then too, or of those that began within the period the first. Null where none of this id holds.
    /// </summary>
    public async Task<CompositeInForce?> InForceAsync(
        string tenant, string id, IReadOnlyList<MonthKey> period, CancellationToken cancellationToken)
    {
        var known = await composites.OfAsync(tenant, cancellationToken);
        if (known.EffectiveAt(id, period[0].StartsAt(zone)) is not { } composite)
        {
            return null;
        }

        var inner = new Dictionary<string, CompositeScheme>(StringComparer.Ordinal);
        var wanted = new Queue<CompositeScheme>([composite]);
        while (wanted.TryDequeue(out var next))
        {
            foreach (var part in next.Parts.Select(p => p.Composite).OfType<string>())
            {
                if (FirstIn(known, part, period) is { } found && inner.TryAdd(part, found))
                {
                    wanted.Enqueue(found);
                }
            }
        }

        return new CompositeInForce(composite, inner);
    }

    /// <summary>What a reader may see of a composite over months that were frozen.</summary>
    public async Task<CompositeSheet> ScoreAsync(
        ApiCall call, Guid contractor, CompositeInForce composite, MonthKey[] months, CancellationToken cancelled)
    {
        var states = new List<MonthState>();
        foreach (var month in months)
        {
            var key = call.Key(MonthRef.EntityType, MonthRef.IdOf(contractor, month.ToString()));
            var snapshot = await entities.ReadAsync(key, cancelled);
            // What is still open says nothing final, and a sheet that the reader may not see yet stays unseen.
            if (snapshot.Version > 0 && ((MonthState)snapshot.State) is { Status: not MonthStatus.Open } state
                && Sees(call.By, state))
            {
                states.Add(state);
            }
        }

        var tables = await TablesAsync(call.Tenant, composite, months, states, cancelled);
        return composite.SheetOf(tables);
    }

    /// <summary>
    /// The tables of its parts over months of a period, in the order of their parts. A scheme that began within the
    /// period has its table from there on: without it the other parts alone would decide, and months that both sides
    /// signed by it would count for nothing. A month is scored by the version that held when it began.
    /// </summary>
    public async Task<PeriodTables> TablesAsync(
        string tenant,
        CompositeInForce composite,
        IReadOnlyList<MonthKey> period,
        List<MonthState> months,
        CancellationToken cancelled)
    {
        var known = await schemes.OfAsync(tenant, cancelled);
        var (tables, unweighed) = (new List<PeriodTable>(), new List<UnweighedMark>());
        foreach (var id in composite.Tables())
        {
            if (id == PeriodTable.OwnSheets)
            {
                tables.Add(PeriodTable.OfOwnSheets(months));
            }
            else if (FirstIn(known, id, period) is { } scheme)
            {
                tables.Add(await TableAsync(tenant, known, scheme, months, cancelled));
                unweighed.AddRange(PeriodTable.Unweighed(scheme, months));
            }
        }

        return new PeriodTables([.. tables], [.. unweighed]);
    }

    // The version that held when the period began, or the first that a month of it began under.
    private TDocument? FirstIn<TDocument>(PolicySet<TDocument> known, string id, IReadOnlyList<MonthKey> period)
        where TDocument : class, IPolicyDocument =>
        period.Select(m => known.EffectiveAt(id, m.StartsAt(zone))).FirstOrDefault(d => d is not null);

    private static bool Sees(Actor by, MonthState state) =>
        by.IsOperator || state.Status is MonthStatus.Published or MonthStatus.Confirmed or MonthStatus.Settled;

    private async Task<PeriodTable> TableAsync(
        string tenant,
        PolicySet<ScoringScheme> known,
        ScoringScheme scheme,
        List<MonthState> states,
        CancellationToken cancellationToken)
    {
        // The sheet of a month knows earlier faults by its own scheme, which may look less far back or count others.
        var months = new List<HeldMonth>();
        foreach (var state in states)
        {
            var held = state.Month is { } month ? known.EffectiveAt(scheme.Id, month.StartsAt) : null;
            var by = scheme.IsWholePeriod() ? scheme : held ?? scheme;
            months.Add(new HeldMonth(await before.TryAsync(tenant, state, by, cancellationToken), held));
        }

        return PeriodTable.OfHeld(scheme, months);
    }
}

/// <summary>The tables of a composite over a period.</summary>
/// <param name="All">In the order of its parts.</param>
/// <param name="Unweighed">Marks of their schemes that they pass by.</param>
internal sealed record PeriodTables(ImmutableArray<PeriodTable> All, ImmutableArray<UnweighedMark> Unweighed)
{
    /// <summary>No tables at all.</summary>
    public static PeriodTables None { get; } = new([], []);
}

/// <summary>A composite and those that it contains, as they hold at one instant.</summary>
/// <param name="Composite">The composite.</param>
/// <param name="Inner">Those that it contains, however deep, by id.</param>
internal sealed record CompositeInForce(CompositeScheme Composite, Dictionary<string, CompositeScheme> Inner)
{
    /// <summary>The tables of all parts, each once.</summary>
    public IEnumerable<string> Tables() => new[] { Composite }.Concat(Inner.Values)
        .SelectMany(c => c.Parts.Select(p => p.Table())).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>What it comes to.</summary>
    /// <param name="tables">Its tables.</param>
    public CompositeSheet SheetOf(PeriodTables tables) =>
        CompositeScore.Of(Composite, tables.All, Inner.GetValueOrDefault);
}
