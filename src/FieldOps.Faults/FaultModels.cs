using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Faults;

/// <summary>A reported fault. What is missing is refused by name, in a batch item by item.</summary>
/// <param name="AssetCode">The asset's code.</param>
/// <param name="Severity">critical, major, minor or indeterminate.</param>
/// <param name="ProbableCause">X.733 cause or the operator's own word.</param>
/// <param name="Description">For people.</param>
/// <param name="Channel">Where the report came in; dispatch-centre when absent.</param>
/// <param name="OccurredAt">When the trouble began; now when absent.</param>
/// <param name="AssetType">line-segment, base-station or facility: saves a look for it.</param>
/// <param name="WorkKind">repair (when absent) or generation.</param>
/// <param name="DespiteCutover">True to open a ticket although planned works are announced.</param>
internal sealed record ReportBody(
    string? AssetCode = null,
    string? Severity = null,
    string? ProbableCause = null,
    string? Description = null,
    string? Channel = null,
    DateTimeOffset? OccurredAt = null,
    string? AssetType = null,
    string? WorkKind = null,
    bool DespiteCutover = false)
{
    public ReportFault ToCommand(DateTimeOffset now, TimeBounds times) => new(
        Severity ?? string.Empty,
        ProbableCause ?? string.Empty,
        WorkKind ?? WorkKinds.Repair,
        Description ?? string.Empty,
        Channel ?? "dispatch-centre",
        OccurredAt ?? now,
        DespiteCutover,
        times);
}

internal sealed record ReportBatchBody(ImmutableArray<ReportBody> Items) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() => BatchSize.FaultsOf(Items.Length);
}

/// <summary>An alarm that was raised or cleared (TMF642 words).</summary>
/// <param name="AlarmId">The source system's id.</param>
/// <param name="AssetCode">The asset's code (alarmedObject).</param>
/// <param name="State">raised or cleared.</param>
/// <param name="PerceivedSeverity">Of a raised alarm.</param>
/// <param name="ProbableCause">Of a raised alarm.</param>
/// <param name="AlarmRaisedTime">Of a raised alarm: ISO 8601 with its offset. Read item by item.</param>
/// <param name="AlarmClearedTime">Of a cleared alarm: ISO 8601 with its offset.</param>
/// <param name="AssetType">line-segment, base-station or facility: saves a look for it.</param>
internal sealed record AlarmBody(
    string? AlarmId = null,
    string? AssetCode = null,
    string? State = null,
    string? PerceivedSeverity = null,
    string? ProbableCause = null,
    string? AlarmRaisedTime = null,
    string? AlarmClearedTime = null,
    string? AssetType = null)
{
    private const string Instant = "ISO 8601 instant with offset";

    public (ICommand? Command, Refusal? Refusal) ToCommand(AlarmPolicy policy) =>
        (State, InstantOf(AlarmRaisedTime), InstantOf(AlarmClearedTime)) switch
        {
            ("raised", { } raisedAt, _) => (
                new RaiseAlarm(
                    AlarmId ?? string.Empty,
                    PerceivedSeverity ?? string.Empty,
                    ProbableCause ?? string.Empty,
                    raisedAt,
                    policy.TermsFor(PerceivedSeverity ?? string.Empty, ProbableCause ?? string.Empty)),
                null),
            ("cleared", _, { } clearedAt) => (new ClearAlarm(AlarmId ?? string.Empty, clearedAt, policy.Times), null),
            ("raised", _, _) => (null, Invalid("alarmRaisedTime", Instant)),
            ("cleared", _, _) => (null, Invalid("alarmClearedTime", Instant)),
            _ => (null, Invalid("state", "raised, cleared")),
        };

    private static DateTimeOffset? InstantOf(string? text) =>
        Instants.TryParse(text, out var instant) ? instant : null;

    private static Refusal Invalid(string field, string expected) =>
        Refusal.Of(FaultRefusals.FieldInvalid, ("field", field), ("expected", expected));
}

internal sealed record AlarmBatchBody(ImmutableArray<AlarmBody> Items) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() => BatchSize.FaultsOf(Items.Length);
}

/// <summary>What became of a report.</summary>
/// <param name="Status">
/// <c>raised</c>: a new ticket. <c>attached</c>: an open ticket that was not restored before took it.
/// <c>suppressed</c>: planned works explain it.
/// </param>
/// <param name="TicketId">Null when suppressed.</param>
/// <param name="Number">Null when suppressed.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="RepeatCount">Reports beside the first.</param>
internal sealed record TicketIntake(
    string Status, Guid? TicketId, string? Number, Guid AssetId, string AssetCode, int RepeatCount)
{
    public const string Raised = "raised";

    public static TicketIntake Of(Answer.Accepted accepted)
    {
        var asset = (AssetView)accepted.View;
        // A report makes the ticket, or counts up the one that it belongs to; without one it was suppressed.
        var status = asset.Ticket switch { null => "suppressed", { RepeatCount: 0 } => Raised, _ => "attached" };
        return new TicketIntake(
            status,
            asset.Ticket?.TicketId,
            asset.Ticket?.Number,
            asset.AssetId,
            asset.Code,
            asset.Ticket?.RepeatCount ?? 0);
    }
}

/// <summary>What became of an alarm.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="TicketId">The asset's open ticket that no order has restored.</param>
/// <param name="Number">Its number.</param>
/// <param name="ActiveAlarms">The asset's alarms that have not cleared.</param>
internal sealed record AlarmIntakeAnswer(Guid AssetId, Guid? TicketId, string? Number, int ActiveAlarms)
{
    public static AlarmIntakeAnswer Of(Answer.Accepted accepted)
    {
        var asset = (AssetView)accepted.View;
        return new AlarmIntakeAnswer(asset.AssetId, asset.Ticket?.TicketId, asset.Ticket?.Number, asset.ActiveAlarms);
    }
}

internal static class BatchSize
{
    public static IEnumerable<JsonFault> FaultsOf(int items) => items is 0 or > BatchAnswer.ItemsMax
        ? [new JsonFault("$.items", "wrong-value", $"1 to {BatchAnswer.ItemsMax} items")]
        : [];
}
