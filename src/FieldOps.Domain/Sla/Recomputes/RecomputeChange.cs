using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>What is changed after the fact. At least one of the members says something.</summary>
/// <param name="SlaPolicy">The limit matrix to judge by; null: the version that each order is pinned to.</param>
/// <param name="Calendars">Versions of calendars; those not named are taken as they held for each order.</param>
/// <param name="Orders">
/// Single orders: another priority, contract or judgement of pauses, declared events, suppressed clocks.
/// </param>
public sealed record RecomputeChange(
    RuleVersion? SlaPolicy, ImmutableArray<RuleVersion> Calendars, ImmutableArray<OrderChange> Orders)
{
    /// <summary>Whether limits of all orders are chosen anew.</summary>
    public bool ChoosesLimits => SlaPolicy is not null || !Calendars.IsEmpty;
}

/// <summary>One version of a rule set.</summary>
/// <param name="Id">Document id.</param>
/// <param name="Version">1 and up.</param>
public sealed record RuleVersion(string Id, int Version);

/// <summary>What is changed for one order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Facts">What its limits are chosen by: severity, area, tags of contracts.</param>
/// <param name="Pauses">Pauses judged otherwise.</param>
public sealed record OrderChange(Guid OrderId, OrderCorrection Facts, ImmutableArray<PauseRuling> Pauses)
{
    /// <summary>Declared events that the order follows, clocks suppressed or restored; null where they stay.</summary>
    public OutsideChange? Outside { get; init; }

    /// <summary>Whether anything of the order is changed.</summary>
    public bool SaysSomething() => Facts.SaysSomething || !Pauses.IsEmpty || Outside?.SaysSomething() == true;
}

/// <summary>Which orders. Both instants are those of the trouble.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after.</param>
/// <param name="Contractors">Whose, were it but a share of the order; empty for all.</param>
/// <param name="AssetClasses">On what; empty for all.</param>
/// <param name="Pinned">
/// Only orders that ran under this limit matrix; version 0 for any of its versions, null for all.
/// </param>
public sealed record RecomputeScope(
    DateTimeOffset From,
    DateTimeOffset To,
    ImmutableArray<Guid> Contractors,
    ImmutableArray<string> AssetClasses,
    RuleVersion? Pinned)
{
    /// <summary>Whether it takes in an order.</summary>
    public bool Holds(OrderIntervals order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return From <= order.OccurredAt && order.OccurredAt < To
            && (Contractors.IsEmpty || Contractors.Any(order.IsOf))
            && (AssetClasses.IsEmpty || AssetClasses.Contains(order.Asset.AssetClass))
            && (Pinned is null || (Pinned.Id == order.Terms.PolicyId
                && (Pinned.Version == 0 || Pinned.Version == order.Terms.PolicyVersion)));
    }
}
