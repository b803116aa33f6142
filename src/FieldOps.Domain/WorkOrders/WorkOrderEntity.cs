using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Deciding;
using FieldOps.Domain.WorkOrders.Evolving;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// The work order (工单): one repair, generation, guard or inspection, from its creation to the archive. The rules are in
/// files by capability; this class only sends each command to its rule.
/// </summary>
public sealed class WorkOrderEntity : EntityDefinition<WorkOrderState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "work-order";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events => WorkOrderNames.Events;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands => WorkOrderNames.Commands;

    /// <inheritdoc/>
    public override Type ViewType => typeof(WorkOrderView);

    /// <inheritdoc/>
    public override WorkOrderState Initial => WorkOrderState.Initial;

    /// <summary>The id of the order that a fault ticket makes.</summary>
    public static Guid IdForTicket(Guid ticketId) => NameBasedId.Of(ticketId, TypeName);

    /// <inheritdoc/>
    public override Decision Decide(WorkOrderState state, ICommand command, Actor by, DateTimeOffset now)
    {
        var decision = state.Origin is { } origin
            ? OnOrder(command, new Asked(state, origin, by, now))
            : OnNothing(command, by, now);
        if (decision.Refusal is not null || (decision.Events.IsEmpty && command is not DeadlineReached))
        {
            return decision;
        }

        var after = decision.Events.Aggregate(state, Evolve);
        ImmutableArray<IEvent> gone = [.. Shares.Gone(after, now)];
        ImmutableArray<IEvent> follows =
        [
            .. gone.IsEmpty ? Shares.Retold(state, after, now) : [], .. Watching.Flips(after, now),
        ];
        return gone.IsEmpty && follows.IsEmpty ? decision : Decision.Of([.. gone, .. decision.Events, .. follows]);
    }

    /// <inheritdoc/>
    public override WorkOrderState Evolve(WorkOrderState state, IEvent happened) =>
        WorkOrderEvolution.After(state, happened);

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(WorkOrderState state) => Watching.Deadlines(state);

    // 2: nothing falls due of a restoration that another made; on-load starts where the dispatch says. 3: who follows
    // repairs and reports no earlier than service was back.
    /// <inheritdoc/>
    public override int DeadlineRevision => 3;

    /// <inheritdoc/>
    public override object View(WorkOrderState state) => WorkOrderView.Of(state);

    private static Decision OnNothing(ICommand command, Actor by, DateTimeOffset now) => command switch
    {
        CreateOrder wish => Dispatching.Create(wish, by, now),
        DeadlineReached => Decision.Nothing,
        _ => Decision.Refuse(WorkOrderRefusals.Unknown),
    };

    private static Decision OnOrder(ICommand command, Asked asked) => command switch
    {
        CreateOrder wish => Dispatching.CreateAgain(wish, asked),
        DeadlineReached => Watching.Wake(asked),
        RecordAlarmClear wish => AlarmEvidence.Record(wish, asked),
        RecordRepeat wish => Informing.Repeat(wish, asked),
        RecomputeOrder wish => Recomputing.Recompute(wish, asked),
        TakeOverOrder wish => Merging.TakeOver(wish, asked),
        CancelOrder { Into: { } into } when asked.State.MergedInto?.OrderId == into.OrderId => Decision.Nothing,
        DropMerge when asked.State.HasEnded => Decision.Nothing,
        InheritWindow or DropWindow or BoundPauses when asked.State.HasEnded => Windows.AfterTheEnd(command, asked),
        _ when asked.State.HasEnded =>
            Decision.Refuse(WorkOrderRefusals.Ended, ("status", Words.Of(asked.Status))),
        _ => ByDispatcher(command, asked) ?? ByCrew(command, asked) ?? ByReviewer(command, asked)
            ?? throw new ArgumentException($"{command.GetType().Name} is no command of orders", nameof(command)),
    };

    private static Decision? ByDispatcher(ICommand command, Asked asked) => command switch
    {
        DispatchOrder wish => Dispatching.Dispatch(wish, asked),
        TransferOrder wish => Dispatching.Transfer(wish, asked),
        HandOverOrder wish => HandingOver.HandOver(wish, asked),
        AddAssist wish => Dispatching.AddAssist(wish, asked),
        ConfirmRefusal wish => Signing.Confirm(wish, asked),
        RejectRefusal wish => Signing.Reject(wish, asked),
        AppendToOrder wish => Informing.Append(wish, asked),
        UrgeOrder wish => Informing.Urge(wish, asked),
        DecideSuspension wish => Pausing.Decide(wish, asked),
        InheritWindow or DropWindow or BoundPauses => Windows.Follow(command, asked),
        SuppressClocks wish => Windows.Suppress(wish, asked),
        RestoreClocks wish => Windows.Restore(wish, asked),
        CancelOrder wish => Closing.Cancel(wish, asked),
        MergeOrder wish => Merging.Merge(wish, asked),
        DropMerge wish => Merging.Drop(wish, asked),
        _ => null,
    };

    private static Decision? ByCrew(ICommand command, Asked asked) => command switch
    {
        AcceptOrder wish => Signing.Accept(wish, asked),
        AssignPerson wish => Signing.Assign(wish, asked),
        RefuseOrder wish => Signing.Refuse(wish, asked),
        ReportMilestone wish => Milestones.Report(wish, asked),
        RequestSuspension wish => Pausing.Request(wish, asked),
        ResumeOrder wish => Pausing.Resume(wish, asked),
        ReplyToOrder wish => Replying.Reply(wish, asked),
        RecordNote wish => Informing.Note(wish, asked),
        _ => null,
    };

    private static Decision? ByReviewer(ICommand command, Asked asked) => command switch
    {
        VerifyReply wish => Replying.Verify(wish, asked),
        ReturnReply wish => Replying.Return(wish, asked),
        TransferReview wish => Replying.TransferReview(wish, asked),
        ArchiveOrder => Closing.Archive(asked),
        _ => null,
    };
}
