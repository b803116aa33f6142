using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Evolving;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Windows of declared events, and clocks that are not to be judged.</summary>
internal static class Windows
{
    /// <summary>The order follows a declared event.</summary>
    public static Decision Follow(ICommand told, Asked asked)
    {
        if (Allow.Product(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        return told switch
        {
            InheritWindow wish => Inherit(wish, asked),
            DropWindow wish => Drop(wish, asked),
            BoundPauses wish => Bound(wish, asked),
            _ => throw new ArgumentException($"{told.GetType().Name} tells of no declared event", nameof(told)),
        };
    }

    /// <summary>
    /// What a declared event tells an order that has ended. Where its clocks come to the same, nothing; where they do
    /// not, only an approved recompute moves them, and somebody has to ask for that.
    /// </summary>
    public static Decision AfterTheEnd(ICommand told, Asked asked)
    {
        var state = asked.State with { Outcome = null };
        var decision = Follow(told, asked);
        if (decision.Events.IsDefaultOrEmpty || asked.State.Outcome is null)
        {
            return decision.Refusal is null ? Decision.Nothing : decision;
        }

        var after = decision.Events.Aggregate(state, WorkOrderEvolution.After);
        return VerdictsOf(state).SequenceEqual(VerdictsOf(after))
            ? Decision.Nothing
            : Decision.Refuse(WorkOrderRefusals.NeedsRecompute, ("event", CodeOf(told, state)));
    }

    // Of the party that has it and of those that left, one after the other.
    private static IEnumerable<ClockVerdict> VerdictsOf(WorkOrderState state) =>
        OrderClocks.Of(state, state.EndedAt!.Value)
            .Concat(state.Shares.SelectMany(s => s.OutcomeIn(state).Clocks)).Select(ClockVerdict.Of);

    private static string CodeOf(ICommand told, WorkOrderState state) => told switch
    {
        InheritWindow wish => wish.Code,
        BoundPauses wish => wish.Code,
        DropWindow wish => state.Windows.Single(w => w.EventId == wish.EventId).Code,
        _ => string.Empty,
    };

    private static Decision Inherit(InheritWindow wish, Asked asked)
    {
        var window = new InheritedWindow(
            wish.EventId, wish.Code, wish.Reason, wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        return wish.Version < Followed(asked, wish.EventId).Window || asked.State.Windows.Contains(window)
            ? Decision.Nothing
            : Decision.Of(new WindowInherited(
                window.EventId, window.Code, window.Reason, window.From, window.Until, asked.Now, wish.Version));
    }

    private static Decision Drop(DropWindow wish, Asked asked) =>
        !(wish.Version < Followed(asked, wish.EventId).Window)
            && asked.State.Windows.Any(w => w.EventId == wish.EventId)
            ? Decision.Of(new WindowDropped(wish.EventId, asked.Now, wish.Version))
            : Decision.Nothing;

    private static Decision Bound(BoundPauses wish, Asked asked)
    {
        var bound = new PauseSpan(wish.From.ToUniversalTime(), wish.Until?.ToUniversalTime());
        var old = wish.EventId is { } id && wish.Version < Followed(asked, id).Pauses;
        return !old && asked.State.Pauses.Any(p => p.EventCode == wish.Code && p.Bound != bound)
            ? Decision.Of(new PausesBounded(
                wish.Code, bound.From, bound.To, asked.Now, wish.EventId, wish.Version))
            : Decision.Nothing;
    }

    private static FollowedEvent Followed(Asked asked, Guid eventId) =>
        FollowedEvent.Of(asked.State.Followed, eventId);

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
