using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// The orders that count on a sheet, by what its measures ask for: rules that ask for the same share one list.
/// </summary>
/// <param name="counted">Ended orders of the contractor's scope, by number.</param>
/// <param name="earlier">Faults from before, which are no cases.</param>
internal sealed class ConcernedOrders(ImmutableArray<OrderFact> counted, ImmutableArray<EarlierFault> earlier)
{
    private readonly Dictionary<(string WorkKinds, string AssetClasses), List<OrderFact>> _lists = [];

    /// <summary>All of them, by number.</summary>
    public ImmutableArray<OrderFact> All => counted;

    /// <summary>The orders that a measure concerns, by number.</summary>
    public List<OrderFact> Of(ScoreMeasure measure)
    {
        var key = (Text(measure.WorkKinds), Text(measure.AssetClasses));
        if (!_lists.TryGetValue(key, out var list))
        {
            _lists[key] = list = [];
            foreach (var order in counted)
            {
                if (Concerns(measure, order.WorkKind, order.AssetClass))
                {
                    list.Add(order);
                }
            }
        }

        return list;
    }

    /// <summary>Those of them on which the measure's clock was kept or broken.</summary>
    public List<DueClock> DueOf(ScoreMeasure measure)
    {
        var orders = Of(measure);
        var due = new List<DueClock>(orders.Count);
        foreach (var order in orders)
        {
            foreach (var ended in order.Ended!.Clocks)
            {
                if (ended.Clock != measure.Clock)
                {
                    continue;
                }

                if (ended.Outcome is ClockOutcome.OnTime or ClockOutcome.Late)
                {
                    due.Add(new DueClock(order, ended));
                }

                break;
            }
        }

        return due;
    }

    /// <summary>The faults from before that a measure concerns.</summary>
    public IEnumerable<EarlierFault> EarlierOf(ScoreMeasure measure) =>
        earlier.Where(e => Concerns(measure, e.WorkKind, e.AssetClass));

    private static bool Concerns(ScoreMeasure measure, string workKind, string assetClass) =>
        (measure.WorkKinds.IsEmpty || measure.WorkKinds.Contains(workKind))
        && (measure.AssetClasses.IsEmpty || measure.AssetClasses.Contains(assetClass));

    // Codes are words; what stands between them is none.
    private static string Text(ImmutableArray<string> words) =>
        words.IsEmpty ? string.Empty : string.Join('\n', words);
}

/// <summary>An order, and its clock that a measure asks for.</summary>
internal readonly record struct DueClock(OrderFact Order, ClockFact Clock);
