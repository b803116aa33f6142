using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>
/// A station of the county has lost mains power, or had lost it for a time that is over: what overlaps is one spell of
/// it. By the product.
/// </summary>
/// <param name="Region">Region of the area.</param>
/// <param name="County">County of the area.</param>
/// <param name="AssetId">The station.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="LostAt">UTC.</param>
/// <param name="OrderId">An order of it that was open already and belongs to an outage.</param>
/// <param name="Terms">When stations are one outage.</param>
/// <param name="RestoredAt">When it had it again, of a time that is over, UTC; null while it lasts.</param>
public sealed record NoteMainsLost(
    string Region,
    string County,
    Guid AssetId,
    string AssetCode,
    DateTimeOffset LostAt,
    Guid? OrderId,
    OutageTerms Terms,
    DateTimeOffset? RestoredAt = null) : ICommand;

/// <summary>A station has mains power again. By the product.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="RestoredAt">UTC.</param>
/// <param name="Terms">When stations are one outage.</param>
public sealed record NoteMainsRestored(Guid AssetId, DateTimeOffset RestoredAt, OutageTerms Terms) : ICommand;

/// <summary>
/// A station has a new order that belongs to an outage, if there is or will be one, or was one that is told later. By
/// the product.
/// </summary>
/// <param name="AssetId">The station.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OccurredAt">When its trouble began, UTC.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Terms">How long it is remembered; null in messages of before they were sent.</param>
public sealed record NoteOutageOrder(
    Guid AssetId, Guid OrderId, DateTimeOffset OccurredAt, DateTimeOffset CreatedAt, OutageTerms? Terms = null)
    : ICommand;

/// <summary>
/// A person has declared a mass outage of the county: stations that lose power while it lasts are its stations, and the
/// product begins none beside it. By the product.
/// </summary>
/// <param name="Region">Region of the area.</param>
/// <param name="County">County of the area.</param>
/// <param name="Code">Code of the declared event.</param>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; null while it lasts.</param>
/// <param name="Terms">When stations are one outage.</param>
public sealed record NoteDeclaredOutage(
    string Region, string County, string Code, DateTimeOffset From, DateTimeOffset? Until, OutageTerms Terms)
    : ICommand;

/// <summary>
/// A person has set the window of an outage, or withdrawn it: the product moves it no more, and stations that are still
/// out count for no other, unless a person had declared it: then they are the product's again. By the product.
/// </summary>
/// <param name="Code">Code of the outage; another event's is passed over.</param>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; null while it lasts.</param>
/// <param name="Terms">When stations are one outage; null in messages of before they were sent.</param>
public sealed record TakeOutage(
    string Code, DateTimeOffset From, DateTimeOffset? Until, OutageTerms? Terms = null) : ICommand;
