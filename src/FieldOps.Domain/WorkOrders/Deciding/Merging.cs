using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>
/// Two orders become one. Each knows of itself alone: so the one that ends says first that it is on its way, and takes
/// nobody over meanwhile; of two that are merged into each other neither finds the other fit, and both go on.
/// </summary>
internal static class Merging
{
    public static Decision Merge(MergeOrder wish, Asked asked)
    {
        if ((Allow.Dispatcher(asked.By) ?? Allow.Reason(wish.Reason)) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (wish.Into.OrderId == asked.Origin.OrderId)
        {
            return Decision.Refuse(WorkOrderRefusals.MergedIntoItself);
        }

        if (asked.State.TakenOver.Contains(wish.Into.OrderId))
        {
            return Decision.Refuse(WorkOrderRefusals.MergeTargetMerging, ("number", wish.Into.Number));
        }

        var running = Running(asked);
        return running?.Into.OrderId == wish.Into.OrderId ? Decision.Nothing
            : running is not null
            ? Decision.Refuse(WorkOrderRefusals.MergeRunning, ("number", running.Into.Number))
            : Decision.Of(new OrderMergeAsked(wish.Into, wish.Reason, asked.By.Id, asked.Now));
    }

    public static Decision TakeOver(TakeOverOrder wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By) ?? Allow.Reason(wish.Reason) ?? Allow.Text(wish.Told) ?? Unfit(asked);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        return asked.State.TakenOver.Contains(wish.OrderId)
            ? Decision.Nothing
            : Decision.Of(
                new OrderTakenOver(
                    asked.Origin.Number, wish.OrderId, wish.Number, wish.Reason, asked.By.Id, asked.Now),
                new OrderAppended(wish.Told, asked.Now));
    }

    public static Decision Drop(DropMerge wish, Asked asked)
    {
        if (Allow.Dispatcher(asked.By) is { } no)
        {
            return Decision.Refuse(no);
        }

        return asked.State.MergeAsked?.Into.OrderId == wish.Into
            ? Decision.Of(new OrderMergeDropped(wish.Into, asked.Now))
            : Decision.Nothing;
    }

    private static Refusal? Unfit(Asked asked)
    {
        if (asked.State.HasEnded)
        {
            return Refusal.Of(
                WorkOrderRefusals.MergeTargetEnded,
                ("number", asked.Origin.Number), ("status", Words.Of(asked.Status)));
        }

        return Running(asked) is null
            ? null
            : Refusal.Of(WorkOrderRefusals.MergeTargetMerging, ("number", asked.Origin.Number));
    }

    private static OrderMergeAsked? Running(Asked asked) =>
        asked.State.MergeAsked is { } merge && asked.Now < merge.AskedAt + MergeOrder.HeldFor ? merge : null;
}
