using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.Domain.WorkOrders;

/// <summary>Which of the kept times counts for the clocks.</summary>
public enum CountedTime
{
    /// <summary>The time stated.</summary>
    Claimed,

    /// <summary>The satellite time where there is a fix, else the time stated.</summary>
    Evidenced,
}

/// <summary>Tolerances and limits of order handling, as a document.</summary>
/// <param name="Id">Document id.</param>
/// <param name="Version">1 and up.</param>
/// <param name="EffectiveFrom">First instant at which orders are created under it.</param>
/// <param name="Source">Where the numbers come from.</param>
/// <param name="Times">How claimed times are taken.</param>
/// <param name="Pauses">Limits of pauses.</param>
/// <param name="UrgeIntervalMinutes">Least time between two urges.</param>
/// <param name="WarnPercent">Share of a limit at which a warning is raised, 1 to 99.</param>
/// <param name="WarnedClocks">The clocks that warn.</param>
/// <param name="FalseReplyToleranceMinutes">
/// A claimed restoration may be this much earlier than the alarm's clear.
/// </param>
/// <param name="AlarmClearRestores">Whether the alarm's clear time counts instead of a false claim.</param>
/// <param name="AssignmentCountMax">How often one order may change hands.</param>
/// <param name="AssistCountMax">How many parties may assist.</param>
/// <param name="AutoArchiveMinutes">Verified orders are archived after this time; null for never.</param>
/// <param name="ReplyFields">Mandatory reply fields; every entry that fits the order applies.</param>
/// <param name="OccurredAgeMinutesMax">
/// An order made by hand may name a beginning this much earlier: it decides the month. Null for no limit.
/// </param>
public sealed record WorkOrderRules(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    TimeRules Times,
    PauseRules Pauses,
    int UrgeIntervalMinutes,
    int WarnPercent,
    ImmutableArray<ClockKind> WarnedClocks,
    int FalseReplyToleranceMinutes,
    bool AlarmClearRestores,
    int AssignmentCountMax,
    int AssistCountMax,
    int? AutoArchiveMinutes,
    ImmutableArray<ReplyRequirement> ReplyFields,
    int? OccurredAgeMinutesMax = null) : IPolicyDocument
{
    /// <summary>What an order of this kind carries of the document for its whole life.</summary>
    /// <param name="entityType">The asset's entity type.</param>
    /// <param name="workKind">Kind of work.</param>
    public PinnedRules Pin(string entityType, string workKind) => new(
        Id,
        Version,
        Times,
        Pauses,
        UrgeIntervalMinutes,
        WarnPercent,
        WarnedClocks,
        FalseReplyToleranceMinutes,
        AlarmClearRestores,
        AssignmentCountMax,
        AssistCountMax,
        AutoArchiveMinutes,
        [.. ReplyFields.Where(r => r.Fits(entityType, workKind)).SelectMany(r => r.Fields)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}

/// <summary>How claimed times are taken.</summary>
/// <param name="FutureMinutesMax">A claim may lie this much after its receipt.</param>
/// <param name="ClaimAgeMinutesMax">And this much before: the longest that a device may be offline.</param>
/// <param name="ToleranceMinutes">Claim, fix and device clock may differ by this much without a flag.</param>
/// <param name="CountedTime">Which time counts.</param>
public sealed record TimeRules(
    int FutureMinutesMax, int ClaimAgeMinutesMax, int ToleranceMinutes, CountedTime CountedTime);

/// <summary>Limits of pauses (domain reference, section 6.3).</summary>
/// <param name="CountMax">Pauses on one order.</param>
/// <param name="TotalMinutesMax">Time in all; what is beyond counts against the clock.</param>
/// <param name="BackdateMinutesMax">A request may name a beginning this much earlier.</param>
/// <param name="DecisionMinutes">An unjudged request escalates after this time.</param>
/// <param name="HardSiteTag">
/// Assets with this tag have no limit of count or total, where <paramref name="HardSiteTagCounts"/> lets it.
/// </param>
/// <param name="NoGenerationTag">Assets with this tag may rest on grid failure without a declared outage.</param>
/// <param name="Reasons">The reasons that may pause; null for all.</param>
/// <param name="DecisionCalendar">
/// Calendar document in whose hours the time to judge is counted, as it is when a pause is asked for; null: around the
/// clock.
/// </param>
/// <param name="DecisionHours">
/// Its hours, where an older order keeps them: they are as long as the rest of an order, and few orders rest. Not
/// written in documents.
/// </param>
/// <param name="Evidence">How near to the asset evidence has to be; null: nobody asks.</param>
/// <param name="HardSiteTagCounts">
/// False: only the register of hard sites, which two people keep and which ends, lifts limits. Null: the tag does too,
/// as in versions of before.
/// </param>
public sealed record PauseRules(
    int CountMax,
    int TotalMinutesMax,
    int BackdateMinutesMax,
    int DecisionMinutes,
    string HardSiteTag,
    string NoGenerationTag,
    ImmutableArray<PauseReason>? Reasons = null,
    string? DecisionCalendar = null,
    OpenHours? DecisionHours = null,
    EvidenceRules? Evidence = null,
    bool? HardSiteTagCounts = null)
{
    /// <summary>Whether the asset's tags lift the limits.</summary>
    public bool IsHardSite(ImmutableArray<string> tags) => HardSiteTagCounts != false && tags.Contains(HardSiteTag);
}

/// <summary>Reply fields that an order of some kind must have.</summary>
/// <param name="EntityTypes">Asset entity types, or <c>*</c>.</param>
/// <param name="WorkKinds">Kinds of work, or <c>*</c>.</param>
/// <param name="Fields">Words of <see cref="ReplyForm.FieldNames"/>.</param>
public sealed record ReplyRequirement(
    ImmutableArray<string> EntityTypes, ImmutableArray<string> WorkKinds, ImmutableArray<string> Fields)
{
    private const string Any = "*";

    /// <summary>Whether it applies.</summary>
    public bool Fits(string entityType, string workKind) =>
        (EntityTypes.Contains(Any) || EntityTypes.Contains(entityType))
        && (WorkKinds.Contains(Any) || WorkKinds.Contains(workKind));
}

/// <summary>What one order keeps of <see cref="WorkOrderRules"/>, whatever the document says later.</summary>
/// <param name="PolicyId">The document.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="Times">See <see cref="WorkOrderRules"/>.</param>
/// <param name="Pauses">See <see cref="WorkOrderRules"/>.</param>
/// <param name="UrgeIntervalMinutes">See <see cref="WorkOrderRules"/>.</param>
/// <param name="WarnPercent">See <see cref="WorkOrderRules"/>.</param>
/// <param name="WarnedClocks">See <see cref="WorkOrderRules"/>.</param>
/// <param name="FalseReplyToleranceMinutes">See <see cref="WorkOrderRules"/>.</param>
/// <param name="AlarmClearRestores">See <see cref="WorkOrderRules"/>.</param>
/// <param name="AssignmentCountMax">See <see cref="WorkOrderRules"/>.</param>
/// <param name="AssistCountMax">See <see cref="WorkOrderRules"/>.</param>
/// <param name="AutoArchiveMinutes">See <see cref="WorkOrderRules"/>.</param>
/// <param name="ReplyFields">The mandatory reply fields of this order, sorted.</param>
/// <param name="Ladder">The escalation ladder; null for none.</param>
public sealed record PinnedRules(
    string PolicyId,
    int PolicyVersion,
    TimeRules Times,
    PauseRules Pauses,
    int UrgeIntervalMinutes,
    int WarnPercent,
    ImmutableArray<ClockKind> WarnedClocks,
    int FalseReplyToleranceMinutes,
    bool AlarmClearRestores,
    int AssignmentCountMax,
    int AssistCountMax,
    int? AutoArchiveMinutes,
    ImmutableArray<string> ReplyFields,
    PinnedLadder? Ladder = null) : IPinned;
