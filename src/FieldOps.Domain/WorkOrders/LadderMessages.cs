using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// <c>work-order.ladder-step-reached.v1</c>: a clock came to a step of the ladder. Once for an order, its lead, the
/// clock and the step.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="AssetName">The asset's name.</param>
/// <param name="ContractorId">Who has the order.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Clock">Which clock.</param>
/// <param name="LimitMinutes">Its limit.</param>
/// <param name="DueAt">When the limit is used up; null while an open pause keeps that from being known.</param>
/// <param name="PolicyId">The ladder.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="StepId">The step.</param>
/// <param name="Percent">Share of the limit that is used up, rounded down.</param>
/// <param name="Roles">Who hears of it.</param>
/// <param name="Channels">How.</param>
/// <param name="Template">What is said.</param>
/// <param name="ReachedAt">UTC.</param>
public sealed record LadderStepReached(
    Guid OrderId,
    string Number,
    string AssetName,
    Guid ContractorId,
    string ContractorCode,
    ClockKind Clock,
    int LimitMinutes,
    DateTimeOffset? DueAt,
    string PolicyId,
    int PolicyVersion,
    string StepId,
    int Percent,
    ImmutableArray<string> Roles,
    ImmutableArray<string> Channels,
    string Template,
    DateTimeOffset ReachedAt) : IEvent;

/// <summary>
/// <c>work-order.urge-announced.v1</c>: an urge by hand on an order that has pinned a ladder; its document says who
/// hears of it. Stands beside <see cref="OrderUrged"/>.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="AssetName">The asset's name.</param>
/// <param name="ContractorId">Who has the order.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="PolicyId">The ladder.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="UrgeCount">1 for the first.</param>
/// <param name="Note">May be empty.</param>
/// <param name="AnnouncedAt">UTC.</param>
public sealed record UrgeAnnounced(
    Guid OrderId,
    string Number,
    string AssetName,
    Guid ContractorId,
    string ContractorCode,
    string PolicyId,
    int PolicyVersion,
    int UrgeCount,
    string Note,
    DateTimeOffset AnnouncedAt) : IEvent;
