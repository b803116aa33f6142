using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>What lets the clocks of an order rest, with the reason: the explained form of its counted pauses.</summary>
public static class OrderRests
{
    /// <summary>Own pauses as far as they count, then inherited windows.</summary>
    public static ImmutableArray<ClockRest> Of(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Origin is not { } origin)
        {
            return [];
        }

        var total = TimeSpan.FromMinutes(origin.Rules.Pauses.TotalMinutesMax);
        var counted = state.Pauses.Where(p => p.Verdict != PauseVerdict.Refused).OrderBy(p => p.From);
        return
        [
            .. counted.Zip(OrderClocks.CountedPauses(state.Pauses, total), Own),
            .. state.Windows.Select(w => new ClockRest(
                new PauseSpan(w.From, w.Until), SpentBy(w.Reason), Word(w.Reason), w.Code)),
        ];
    }

    /// <summary>Whose time a pause for this reason is.</summary>
    public static TimeSpentBy SpentBy(PauseReason reason) =>
        reason == PauseReason.OperatorMaterial ? TimeSpentBy.Operator : TimeSpentBy.Outside;

    private static ClockRest Own(OrderPause pause, PauseSpan span) => new(
        span, SpentBy(pause.Reason), Word(pause.Reason), pause.Number.ToString(CultureInfo.InvariantCulture));

    private static string Word(PauseReason reason) => Deciding.Words.Of(reason);
}
