using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.List;

/// <summary>What happens to an order's clocks from outside: declared events, suppression, recomputes.</summary>
internal static class WindowFolding
{
    public static bool Take(OrderRow row, IEvent happened)
    {
        switch (happened)
        {
            case WindowInherited e:
                row.Windows = row.Windows.RemoveAll(w => w.EventId == e.EventId)
                    .Add(new InheritedWindow(e.EventId, e.Code, e.Reason, e.From, e.Until));
                return true;
            case WindowDropped e:
                row.Windows = row.Windows.RemoveAll(w => w.EventId == e.EventId);
                return true;
            case PausesBounded e:
                row.Pauses = OrderPause.Bounded(row.Pauses, e);
                return true;
            case ClocksSuppressed e:
                row.Suppressed |= e.Clocks.Sum(ClockWords.Bit);
                return true;
            case ClocksRestored e:
                row.Suppressed &= ~e.Clocks.Sum(ClockWords.Bit);
                return true;
            case OrderRecomputed e:
                Recompute(row, e);
                return true;
            default:
                return false;
        }
    }

    private static void Recompute(OrderRow row, OrderRecomputed e)
    {
        row.Limits = e.Terms?.Limits ?? row.Limits;
        row.Hours = e.Terms is null ? row.Hours : e.Terms.Hours;
        row.Severity = e.Facts.Severity ?? row.Severity;
        row.Pauses = OrderIntervals.Ruled(row.Pauses, e.Rulings);
        if (e.Outside is { } outside)
        {
            row.Pauses = outside.Of(row.Pauses);
            row.Windows = outside.Of(row.Windows);
            row.Suppressed &= ~outside.Restored.Sum(ClockWords.Bit);
            row.Suppressed |= outside.Suppressed.Sum(ClockWords.Bit);
        }

        row.Outcomes = e.Outcome is { } outcome ? ClockWords.Pack(outcome.Clocks) : row.Outcomes;
    }
}
