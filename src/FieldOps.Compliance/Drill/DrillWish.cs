using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Sla;

namespace FieldOps.Compliance.Drill;

/// <summary>Which rows stand behind a figure.</summary>
/// <param name="Row">The condition on an order's row, <c>o</c>; only texts of this file come into it.</param>
/// <param name="Counted">Facets that count; null for all.</param>
/// <param name="Archived">Facets of archived orders; null for all.</param>
/// <param name="Ground">The one ground wanted; null for all.</param>
/// <param name="Verdicts">Verdicts of the clocks wanted; empty where rows are orders.</param>
/// <param name="Bits">The clocks wanted, as bits.</param>
internal sealed record DrillWish(
    string Row, bool? Counted, bool? Archived, string? Ground, ImmutableArray<ClockVerdict> Verdicts, short Bits)
{
    // An order is one, whoever left it.
    private const string OfOrder = "o.part = 0";

    private static readonly ImmutableArray<ClockVerdict> s_judged = [ClockVerdict.OnTime, ClockVerdict.Late];

    private static readonly ImmutableArray<ClockVerdict> s_unjudged =
        [ClockVerdict.Suppressed, ClockVerdict.NotNeeded];

    /// <summary>Outcomes of clocks that callers may name.</summary>
    public static ImmutableArray<string> Outcomes { get; } = ["on-time", "late", "excluded", "unjudged"];

    /// <summary>Figures of orders that callers may name.</summary>
    public static ImmutableArray<string> Figures { get; } =
        ["orders", "accepted", "repaired", "interruptions", "repeats", "left-out"];

    /// <summary>Clocks behind an outcome; without one, all that were judged. Null for no such outcome.</summary>
    /// <param name="outcome">One of <see cref="Outcomes"/>; null for none.</param>
    /// <param name="reason">One reason of what is left out; null for all.</param>
    /// <param name="clock">One clock; null for all.</param>
    public static DrillWish? OfClocks(string? outcome, string? reason, string? clock)
    {
        var bits = clock is null
            ? (short)((1 << Enum.GetValues<ClockKind>().Length) - 1)
            : (short)(1 << SlaNames.Clocks.IndexOf(clock));
        var verdicts = reason switch
        {
            Grounds.Suppressed => [ClockVerdict.Suppressed],
            Grounds.NotNeeded => [ClockVerdict.NotNeeded],
            _ => s_unjudged,
        };
        var ground = reason is not null && Grounds.Unjudged.Contains(reason) ? null : reason;
        return outcome switch
        {
            null => new("((o.kept | o.late) & @bits) <> 0", null, true, ground, s_judged, bits),
            "on-time" => new("(o.kept & @bits) <> 0", true, true, ground, [ClockVerdict.OnTime], bits),
            "late" => new("(o.late & @bits) <> 0", true, true, ground, [ClockVerdict.Late], bits),
            "excluded" => new("((o.kept | o.late) & @bits) <> 0", false, true, ground, s_judged, bits),
            "unjudged" => new("(o.unjudged & @bits) <> 0", null, true, ground, verdicts, bits),
            _ => null,
        };
    }

    /// <summary>Orders behind a figure; null when there is no such figure.</summary>
    public static DrillWish? OfOrders(string figure, string? reason) => figure switch
    {
        "orders" => Orders("true"),
        "accepted" => Orders("o.accept_seconds is not null"),
        "repaired" => Orders("o.repair_seconds is not null"),
        "interruptions" => Orders("o.outage_seconds is not null"),
        "repeats" => Orders("o.days_since_last <= @days"),
        "left-out" => new(OfOrder, false, null, reason, [], 0),
        _ => null,
    };

    private static DrillWish Orders(string row) => new($"{OfOrder} and {row}", true, true, null, [], 0);
}
