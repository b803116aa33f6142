using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Windows of declared events, and clocks that are not to be judged.</summary>
internal static class Windows
{
    public static Decision Inherit(InheritWindow wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        var window = new InheritedWindow(
            wish.EventId, wish.Code, wish.Reason, wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        return asked.State.Windows.Contains(window)
            ? Decision.Nothing
            : Decision.Of(new WindowInherited(
                window.EventId, window.Code, window.Reason, window.From, window.Until, asked.Now));
    }

    public static Decision Drop(DropWindow wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        return asked.State.Windows.Any(w => w.EventId == wish.EventId)
            ? Decision.Of(new WindowDropped(wish.EventId, asked.Now))
            : Decision.Nothing;
    }

    public static Decision Bound(BoundPauses wish, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        var bound = new PauseSpan(wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        return asked.State.Pauses.Any(p => p.EventCode == wish.Code && p.Bound != bound)
            ? Decision.Of(new PausesBounded(wish.Code, bound.From, bound.To, asked.Now))
            : Decision.Nothing;
    }

    public static Decision Suppress(SuppressClocks wish, Asked asked)
    {
        if (Fault(wish.Clocks, wish.Reason, asked) is { } no)
        {
            return Decision.Refuse(no);
        }

        ImmutableArray<ClockKind> fresh = [.. wish.Clocks.Except(asked.State.Suppressed).Order()];
        return fresh.IsEmpty
            ? Decision.Nothing
            : Decision.Of(new ClocksSuppressed(fresh, wish.Reason, asked.By.Id, asked.Now));
    }

    public static Decision Restore(RestoreClocks wish, Asked asked)
    {
        if (Fault(wish.Clocks, wish.Reason, asked) is { } no)
        {
            return Decision.Refuse(no);
        }

        ImmutableArray<ClockKind> back = [.. wish.Clocks.Intersect(asked.State.Suppressed).Order()];
        return back.IsEmpty
            ? Decision.Nothing
            : Decision.Of(new ClocksRestored(back, wish.Reason, asked.By.Id, asked.Now));
    }

    private static Refusal? Fault(ImmutableArray<ClockKind> clocks, string reason, Asked asked)
    {
        if ((Allow.ClockKeeper(asked.By) ?? Allow.Reason(reason)) is { } no)
        {
            return no;
        }

        var known = asked.Origin.Terms.Limits.Select(l => l.Clock).ToImmutableHashSet();
        if (clocks.IsDefaultOrEmpty)
        {
            return Refusal.Of(WorkOrderRefusals.ClockUnknown, ("clock", "-"));
        }

        foreach (var clock in clocks)
        {
            if (!known.Contains(clock))
            {
                return Refusal.Of(WorkOrderRefusals.ClockUnknown, ("clock", Words.Of(clock)));
            }
        }

        return null;
    }
}
