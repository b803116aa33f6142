using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Outages;

/// <summary><c>power-area.mains-lost.v1</c>.</summary>
/// <param name="Region">Region of the area.</param>
/// <param name="County">County of the area.</param>
/// <param name="AssetId">The station.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="LostAt">UTC.</param>
/// <param name="OrderId">An order that was open already.</param>
/// <param name="ForgetBefore">What was over before this instant is forgotten, UTC.</param>
/// <param name="RestoredAt">When it had it again, of a time that is over, UTC; null while it lasts.</param>
public sealed record AreaMainsLost(
    string Region,
    string County,
    Guid AssetId,
    string AssetCode,
    DateTimeOffset LostAt,
    Guid? OrderId,
    DateTimeOffset ForgetBefore,
    DateTimeOffset? RestoredAt = null) : IEvent;

/// <summary><c>power-area.mains-restored.v1</c>.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="RestoredAt">UTC.</param>
/// <param name="ForgetBefore">What was over before this instant is forgotten, UTC.</param>
public sealed record AreaMainsRestored(
    Guid AssetId, DateTimeOffset RestoredAt, DateTimeOffset ForgetBefore) : IEvent;

/// <summary><c>power-area.order-noted.v1</c>: an order of a station that is out, outage or not.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="LostAt">Which loss it belongs to, UTC.</param>
/// <param name="OrderId">The order.</param>
public sealed record OutageOrderNoted(Guid AssetId, DateTimeOffset LostAt, Guid OrderId) : IEvent;

/// <summary>
/// <c>power-area.order-told.v1</c>: an order was made. It is remembered, whether its station is known to be out or not:
/// a loss that is told later may claim it.
/// </summary>
/// <param name="AssetId">The station.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OccurredAt">When its trouble began, UTC.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ForgetBefore">What was over before this instant is forgotten, UTC; null for nothing.</param>
public sealed record OutageOrderTold(
    Guid AssetId,
    Guid OrderId,
    DateTimeOffset OccurredAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ForgetBefore = null) : IEvent;

/// <summary><c>power-area.outage-begun.v1</c>: enough stations lost mains power within the time.</summary>
/// <param name="Number">1 for the first of the county.</param>
/// <param name="Code">Code of the declared event that is the parent of the orders.</param>
/// <param name="Region">Region of the area.</param>
/// <param name="County">County of the area.</param>
/// <param name="From">When the first of the stations lost power, UTC.</param>
/// <param name="Until">When the last of them had it again, UTC; null while it lasts.</param>
/// <param name="Stations">The stations that make it.</param>
/// <param name="Orders">Their orders.</param>
/// <param name="Rule">The policy that was applied: <c>default.v1</c>.</param>
/// <param name="WithinMinutes">Within which time they lost power.</param>
public sealed record OutageBegun(
    int Number,
    string Code,
    string Region,
    string County,
    DateTimeOffset From,
    DateTimeOffset? Until,
    ImmutableArray<OutageStation> Stations,
    ImmutableArray<Guid> Orders,
    string Rule,
    int WithinMinutes) : IEvent;

/// <summary><c>power-area.outage-joined.v1</c>: stations and orders that belong to it as well.</summary>
/// <param name="Number">Which outage.</param>
/// <param name="Code">Its code.</param>
/// <param name="Stations">Stations that are new to it; empty when a known one has a new order.</param>
/// <param name="Orders">Orders that are new to it.</param>
/// <param name="Again">
/// True when the orders belong to it already, but did not exist when they were told so: they are to be told again.
/// </param>
public sealed record OutageJoined(
    int Number,
    string Code,
    ImmutableArray<OutageStation> Stations,
    ImmutableArray<Guid> Orders,
    bool? Again = null) : IEvent;

/// <summary><c>power-area.outage-window-set.v1</c>: it ended, goes on after all, or began earlier.</summary>
/// <param name="Number">Which outage.</param>
/// <param name="Code">Its code.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
public sealed record OutageWindowSet(int Number, string Code, DateTimeOffset From, DateTimeOffset? Until) : IEvent;

/// <summary><c>power-area.outage-declared.v1</c>: a person has declared one; its window is people's.</summary>
/// <param name="Number">Its place among the county's outages.</param>
/// <param name="Code">Code of the declared event.</param>
/// <param name="Region">Region of the area.</param>
/// <param name="County">County of the area.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
public sealed record OutageDeclared(
    int Number, string Code, string Region, string County, DateTimeOffset From, DateTimeOffset? Until) : IEvent;

/// <summary><c>power-area.outage-taken.v1</c>: its window is people's from now on.</summary>
/// <param name="Number">Which outage.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
public sealed record OutageTaken(int Number, DateTimeOffset From, DateTimeOffset? Until) : IEvent;

/// <summary>A station in an outage.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="LostAt">When it lost mains power, UTC.</param>
public sealed record OutageStation(Guid AssetId, string AssetCode, DateTimeOffset LostAt);
