using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>
/// A recompute (重算): asked for by one person, tried out, approved by another, applied order by order. The domain
/// reference asks for it in section 6.3 (supervisors may recompute an SLA from history).
/// </summary>
public sealed class RecomputeEntity : EntityDefinition<RecomputeState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "sla-recompute";

    /// <summary>Single orders of one recompute: what a person reviews.</summary>
    public const int OrdersMax = 1_000;

    /// <summary>Days of one recompute: three years.</summary>
    public const int DaysMax = 1_100;

    private const int ReasonCharsMax = 500;

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["sla-recompute.requested.v1"] = typeof(RecomputeRequested),
        ["sla-recompute.dry-run-finished.v1"] = typeof(RecomputeDryRunFinished),
        ["sla-recompute.approved.v1"] = typeof(RecomputeApproved),
        ["sla-recompute.applied.v1"] = typeof(RecomputeApplied),
        ["sla-recompute.cancelled.v1"] = typeof(RecomputeCancelled),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["sla-recompute.request"] = typeof(RequestRecompute),
        ["sla-recompute.record-dry-run"] = typeof(RecordDryRun),
        ["sla-recompute.approve"] = typeof(ApproveRecompute),
        ["sla-recompute.record-applied"] = typeof(RecordApplied),
        ["sla-recompute.cancel"] = typeof(CancelRecompute),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(RecomputeState);

    /// <inheritdoc/>
    public override RecomputeState Initial => RecomputeState.None;

    /// <inheritdoc/>
    public override Decision Decide(RecomputeState state, ICommand command, Actor by, DateTimeOffset now)
    {
        var right = command is RecordDryRun or RecordApplied ? SlaRights.Product : SlaRights.Recompute;
        if (right.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            RequestRecompute wish => Request(state, wish, by, now),
            _ when state.Status == RecomputeStatus.None => Decision.Refuse(RecomputeRefusals.Unknown),
            RecordDryRun wish => state.Status == RecomputeStatus.Requested
                ? Decision.Of(new RecomputeDryRunFinished(wish.Totals, wish.Digest, now))
                : Decision.Nothing,
            ApproveRecompute wish => Approve(state, wish, by, now),
            RecordApplied wish => state.Status == RecomputeStatus.Approved
                ? Decision.Of(new RecomputeApplied(wish.Applied, wish.Skipped, now))
                : Decision.Nothing,
            CancelRecompute wish => Cancel(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override RecomputeState Evolve(RecomputeState state, IEvent happened) => happened switch
    {
        RecomputeRequested e => new RecomputeState(
            e.RecomputeId, RecomputeStatus.Requested, e.Reason, e.Scope, e.Change, e.RequestedBy, e.RequestedAt),
        RecomputeDryRunFinished e =>
            state with { Status = RecomputeStatus.Ready, Totals = e.Totals, Digest = e.Digest },
        RecomputeApproved e => state with
        {
            Status = RecomputeStatus.Approved, ApprovedBy = e.ApprovedBy, ApprovedAt = e.ApprovedAt,
        },
        RecomputeApplied e => state with
        {
            Status = RecomputeStatus.Applied, Applied = e.Applied, Skipped = e.Skipped, EndedAt = e.AppliedAt,
        },
        RecomputeCancelled e => state with
        {
            Status = RecomputeStatus.Cancelled, CancelReason = e.Reason, EndedAt = e.CancelledAt,
        },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(RecomputeState state) => state;

    private static Decision Request(RecomputeState state, RequestRecompute wish, Actor by, DateTimeOffset now)
    {
        if (state.Status != RecomputeStatus.None)
        {
            return Decision.Refuse(RecomputeRefusals.Exists);
        }

        return Fault(wish) is { } no
            ? Decision.Refuse(no)
            : Decision.Of(new RecomputeRequested(
                wish.RecomputeId,
                wish.Reason,
                wish.Scope with { From = wish.Scope.From.ToUniversalTime(), To = wish.Scope.To.ToUniversalTime() },
                wish.Change,
                by.Id,
                now));
    }

    private static Refusal? Fault(RequestRecompute wish)
    {
        if (!IsReason(wish.Reason))
        {
            return Refusal.Of(RecomputeRefusals.ReasonMissing);
        }

        var (scope, change) = (wish.Scope, wish.Change);
        if (scope.To <= scope.From || scope.To - scope.From > TimeSpan.FromDays(DaysMax))
        {
            return Refusal.Of(
                RecomputeRefusals.ScopeInvalid, ("daysMax", DaysMax.ToString(CultureInfo.InvariantCulture)));
        }

        if (!change.ChoosesLimits
            && (change.Orders.IsEmpty || change.Orders.Any(o => !o.SaysSomething())))
        {
            return Refusal.Of(RecomputeRefusals.ChangeEmpty);
        }

        return change.Orders.Length > OrdersMax
            || change.Orders.DistinctBy(o => o.OrderId).Count() != change.Orders.Length
            ? Refusal.Of(
                RecomputeRefusals.TooManyOrders, ("limit", OrdersMax.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    private static Decision Approve(RecomputeState state, ApproveRecompute wish, Actor by, DateTimeOffset now)
    {
        if (state.Status != RecomputeStatus.Ready)
        {
            return state.Status == RecomputeStatus.Approved && state.Digest == wish.Digest
                ? Decision.Nothing
                : Decision.Refuse(RecomputeRefusals.NotReady, ("status", Word(state.Status)));
        }

        if (state.Digest != wish.Digest)
        {
            return Decision.Refuse(RecomputeRefusals.DigestChanged);
        }

        return state.RequestedBy == by.Id
            ? Decision.Refuse(RecomputeRefusals.SamePerson)
            : Decision.Of(new RecomputeApproved(wish.Digest, by.Id, now));
    }

    private static Decision Cancel(RecomputeState state, CancelRecompute wish, Actor by, DateTimeOffset now)
    {
        if (!IsReason(wish.Reason))
        {
            return Decision.Refuse(RecomputeRefusals.ReasonMissing);
        }

        return state.Status is RecomputeStatus.Applied or RecomputeStatus.Cancelled
            ? Decision.Refuse(RecomputeRefusals.Ended, ("status", Word(state.Status)))
            : Decision.Of(new RecomputeCancelled(wish.Reason, by.Id, now));
    }

    private static bool IsReason(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= ReasonCharsMax;

    private static string Word(RecomputeStatus status) => status.ToString().ToLowerInvariant();
}
