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
    /// A composite with those that it contains, as they hold when a period begins: rules of later on do not weigh it.
    /// Null where none of this id holds.
    /// </summary>
    public async Task<CompositeInForce?> InForceAsync(
        string tenant, string id, MonthKey first, CancellationToken cancellationToken)
    {
        var known = await composites.OfAsync(tenant, cancellationToken);
        var at = first.StartsAt(zone);
        if (known.EffectiveAt(id, at) is not { } composite)
        {
            return null;
        }

        var inner = new Dictionary<string, CompositeScheme>(StringComparer.Ordinal);
        var wanted = new Queue<CompositeScheme>([composite]);
        while (wanted.TryDequeue(out var next))
        {
            foreach (var part in next.Parts.Select(p => p.Composite).OfType<string>())
            {
                if (known.EffectiveAt(part, at) is { } found && inner.TryAdd(part, found))
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

        var tables = await TablesAsync(call.Tenant, composite, months[0], states, cancelled);
        var scores = tables.ToDictionary(t => t.SchemeId, t => t.Score, StringComparer.Ordinal);
        return CompositeScore.Of(
            composite.Composite, s => scores.GetValueOrDefault(s), c => composite.Inner.GetValueOrDefault(c));
    }

    /// <summary>The tables of its parts over months, in the order of their parts; of those that hold.</summary>
    public async Task<List<PeriodTable>> TablesAsync(
        string tenant, CompositeInForce composite, MonthKey first, List<MonthState> months, CancellationToken cancelled)
    {
        var known = await schemes.OfAsync(tenant, cancelled);
        var tables = new List<PeriodTable>();
        foreach (var id in composite.Tables())
        {
            if (id == PeriodTable.OwnSheets)
            {
                tables.Add(PeriodTable.OfOwnSheets(months));
            }
            else if (known.EffectiveAt(id, first.StartsAt(zone)) is { } scheme)
            {
                tables.Add(await TableAsync(tenant, scheme, months, cancelled));
            }
        }

        return tables;
    }

    private static bool Sees(Actor by, MonthState state) =>
        by.IsOperator || state.Status is MonthStatus.Published or MonthStatus.Confirmed or MonthStatus.Settled;

    private async Task<PeriodTable> TableAsync(
        string tenant, ScoringScheme scheme, List<MonthState> states, CancellationToken cancellationToken)
    {
        // The sheet of a month knows earlier faults by its own scheme, which may look less far back or count others.
        var months = new List<MonthState>();
        foreach (var state in states)
        {
            months.Add(await before.TryAsync(tenant, state, scheme, cancellationToken));
        }

        return PeriodTable.Of(scheme, months);
    }
}

/// <summary>A composite and those that it contains, as they hold at one instant.</summary>
/// <param name="Composite">The composite.</param>
/// <param name="Inner">Those that it contains, however deep, by id.</param>
internal sealed record CompositeInForce(CompositeScheme Composite, Dictionary<string, CompositeScheme> Inner)
{
    /// <summary>The tables of all parts, each once.</summary>
    public IEnumerable<string> Tables() => new[] { Composite }.Concat(Inner.Values)
        .SelectMany(c => c.Parts.Select(p => p.Table())).OfType<string>().Distinct(StringComparer.Ordinal);
}
