using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>
/// Registers an asset; registering the same again is already true. Refusals: <c>asset.exists</c>,
/// <c>asset.class-kind-mismatch</c>, <c>asset.field-invalid</c>.
/// </summary>
/// <param name="AssetId"><see cref="AssetIds.Of"/> tenant and code.</param>
/// <param name="Profile">What it is.</param>
/// <param name="ClassKind">The kind that the catalogue gives to its class.</param>
public sealed record RegisterAsset(Guid AssetId, AssetProfile Profile, string ClassKind) : ICommand;

/// <summary>
/// Replaces what is known of an asset. Refusals: <c>asset.unknown</c>, <c>asset.retired</c>, <c>asset.code-fixed</c>,
/// <c>asset.class-kind-mismatch</c>, <c>asset.field-invalid</c>.
/// </summary>
/// <param name="Profile">All of it, with the same code.</param>
/// <param name="ClassKind">The kind that the catalogue gives to its class.</param>
public sealed record AmendAsset(AssetProfile Profile, string ClassKind) : ICommand;

/// <summary>
/// Takes an asset out of maintenance for good. Refusals: <c>asset.unknown</c>, <c>asset.ticket-open</c>.
/// </summary>
/// <param name="Reason">For people, 1 to 500 characters.</param>
public sealed record RetireAsset(string Reason) : ICommand;

/// <summary>
/// Announces planned works (割接): alarms raised and faults reported inside the window make no ticket. Refusals:
/// <c>asset.unknown</c>, <c>asset.retired</c>, <c>cutover.window-invalid</c>, <c>cutover.too-many</c>,
/// <c>cutover.exists</c>.
/// </summary>
/// <param name="CutoverId">The caller's id of it.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="To">First instant after it, UTC; after now.</param>
/// <param name="Reason">For people, 1 to 500 characters.</param>
public sealed record DeclareCutover(Guid CutoverId, DateTimeOffset From, DateTimeOffset To, string Reason) : ICommand;

/// <summary>
/// Takes the announcement back: alarms that it held back wait their persistence from now. Refusals:
/// <c>asset.unknown</c>, <c>cutover.unknown</c>.
/// </summary>
/// <param name="CutoverId">Which.</param>
public sealed record WithdrawCutover(Guid CutoverId) : ICommand;
