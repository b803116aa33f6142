using System.Collections.Immutable;
using FieldOps.Domain.Assessment;

namespace FieldOps.Domain.Settlement;

/// <summary>The lines of a statement on which orders are counted: one for each type of event and speciality.</summary>
/// <param name="visits">What the month counts.</param>
public sealed class VisitLines(CountedVisits visits)
{
    private const int None = -1;

    private readonly ImmutableArray<(VisitPrice Price, CountedFrom From)> _lines =
        [.. visits.Prices.SelectMany(p => (p.CountedFrom ?? []).Select(f => (p, f)))];

    private readonly Dictionary<(string WorkKind, string AssetClass), int> _known = [];

    /// <summary>How people name the line of an event type and speciality: <c>visits/{speciality}/{code}</c>.</summary>
    /// <param name="speciality">The speciality.</param>
    /// <param name="code">Type of event.</param>
    public static string PathOf(string speciality, string code) => $"visits/{speciality}/{code}";

    /// <summary>The path of the line on which an order is counted; null where it is on none.</summary>
    /// <param name="order">An order of the month.</param>
    public string? PathOf(OrderFact order) => LineOf(order) is var at and not None
        ? PathOf(_lines[at].From.Speciality, _lines[at].Price.Code)
        : null;

    /// <summary>How many orders each line counts, in the order of the list; those without any included.</summary>
    internal IEnumerable<(VisitPrice Price, string Speciality, int Count)> CountsOf(IEnumerable<OrderFact> orders)
    {
        var counts = new int[_lines.Length];
        foreach (var order in orders)
        {
            if (LineOf(order) is var at and not None)
            {
                counts[at]++;
            }
        }

        return _lines.Select((line, at) => (line.Price, line.From.Speciality, counts[at]));
    }

    private int LineOf(OrderFact order)
    {
        if (order is not { Withdrawn: null, Ended: { } ended })
        {
            return None;
        }

        var key = (order.WorkKind, order.AssetClass);
        if (!_known.TryGetValue(key, out var at))
        {
            at = None;
            for (var line = 0; line < _lines.Length && at == None; line++)
            {
                at = _lines[line].From.Concerns(key.WorkKind, key.AssetClass) ? line : None;
            }

            _known[key] = at;
        }

        return at != None && _lines[at].From.Pays(ended) ? at : None;
    }
}
