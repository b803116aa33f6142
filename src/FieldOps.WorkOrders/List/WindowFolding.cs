using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.List;

/// <summary>Windows of declared events and suppressed clocks in an order's row.</summary>
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
            case ClocksSuppressed e:
                row.Suppressed |= e.Clocks.Sum(ClockWords.Bit);
                return true;
            case ClocksRestored e:
                row.Suppressed &= ~e.Clocks.Sum(ClockWords.Bit);
                return true;
            default:
                return false;
        }
    }
}
