using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary><c>asset.registered.v1</c>.</summary>
/// <param name="AssetId">The asset's id.</param>
/// <param name="EntityType">Its entity type.</param>
/// <param name="Profile">What it is.</param>
/// <param name="RegisteredAt">UTC.</param>
public sealed record AssetRegistered(
    Guid AssetId, string EntityType, AssetProfile Profile, DateTimeOffset RegisteredAt) : IEvent;

/// <summary><c>asset.amended.v1</c>.</summary>
/// <param name="Profile">What it is from now on.</param>
/// <param name="AmendedAt">UTC.</param>
public sealed record AssetAmended(AssetProfile Profile, DateTimeOffset AmendedAt) : IEvent;

/// <summary><c>asset.retired.v1</c>.</summary>
/// <param name="Reason">For people.</param>
/// <param name="RetiredAt">UTC.</param>
public sealed record AssetRetired(string Reason, DateTimeOffset RetiredAt) : IEvent;

/// <summary><c>asset.cutover-declared.v1</c>.</summary>
/// <param name="CutoverId">Which.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC.</param>
/// <param name="Reason">For people.</param>
/// <param name="DeclaredAt">UTC.</param>
public sealed record CutoverDeclared(
    Guid CutoverId, DateTimeOffset From, DateTimeOffset To, string Reason, DateTimeOffset DeclaredAt) : IEvent;

/// <summary><c>asset.cutover-withdrawn.v1</c>.</summary>
/// <param name="CutoverId">Which.</param>
/// <param name="WithdrawnAt">UTC.</param>
public sealed record CutoverWithdrawn(Guid CutoverId, DateTimeOffset WithdrawnAt) : IEvent;
