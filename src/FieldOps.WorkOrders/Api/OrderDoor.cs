using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Directory;
using Microsoft.AspNetCore.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>
/// Takes calls to orders: sends commands, finds parties and assets, keeps contractors to their own orders.
/// </summary>
internal sealed class OrderDoor(
    IEntities entities, IAppClock clock, DirectoryCache directories, OrderPolicies policies)
{
    public DateTimeOffset Now => clock.Now;

    public Heard Heard(ApiCall call) => new(clock.Now, call.DeviceClock);

    public async Task<IResult> AskAsync(
        ApiCall call, Guid id, ICommand command, CancellationToken cancellationToken) => HttpAnswers.From(
            await entities.AskAsync(
                call.Key(WorkOrderEntity.TypeName, id), command, call.ToContext(), cancellationToken));

    public async Task<IResult> CreateAsync(
        ApiCall call, CreateOrder command, string address, CancellationToken cancellationToken) => HttpAnswers.From(
            await entities.AskAsync(
                call.Key(WorkOrderEntity.TypeName, command.OrderId), command, call.ToContext(), cancellationToken),
            createdAt: address);

    /// <summary>Asks with a party that is held to scope policy and contracts before the order is asked.</summary>
    public async Task<IResult> AskWithPartyAsync(
        ApiCall call,
        Guid id,
        string contractor,
        Func<DispatchChoice, ICommand> command,
        CancellationToken cancellationToken)
    {
        var (state, _) = await ReadAsync(call, id, cancellationToken);
        if (state?.Origin is not { } origin)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        var hand = await ByHandAsync(call.Tenant, origin.Asset, origin.WorkKind, contractor, cancellationToken);
        return hand.Choice is { } choice
            ? await AskAsync(call, id, command(choice), cancellationToken)
            : HttpAnswers.Refuse(hand.Refusal!);
    }

    /// <summary>An order as its caller may see it; null when there is none, or none of the caller's.</summary>
    public async Task<(WorkOrderState? State, EntitySnapshot Snapshot)> ReadAsync(
        ApiCall call, Guid id, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(WorkOrderEntity.TypeName, id), cancellationToken);
        var state = (WorkOrderState)snapshot.State;
        return snapshot.Version > 0 && IsVisible(call.By.ContractorId, state) ? (state, snapshot) : (null, snapshot);
    }

    /// <summary>The same, and for a party that left and is judged by a share of it.</summary>
    public async Task<(WorkOrderState? State, EntitySnapshot Snapshot)> ReadOfPartyAsync(
        ApiCall call, Guid id, CancellationToken cancellationToken)
    {
        var (state, snapshot) = await ReadAsync(call, id, cancellationToken);
        var all = (WorkOrderState)snapshot.State;
        return state is null && call.By.ContractorId is { } own && all.ShareOf(own) is not null
            ? (all, snapshot)
            : (state, snapshot);
    }

    /// <summary>The version of the matrix that gave limits; null when it is not known any more.</summary>
    public async Task<SlaPolicy?> MatrixAsync(ApiCall call, SlaTerms terms, CancellationToken cancellationToken) =>
        (await policies.ForAsync(call.Tenant, cancellationToken)).MatrixOf(terms.PolicyId, terms.PolicyVersion);

    /// <summary>An asset by its code; null when there is none.</summary>
    public async Task<AssetFacts?> AssetAsync(
        ApiCall call, string code, string? type, CancellationToken cancellationToken)
    {
        foreach (var candidate in AssetTypes.All.Where(t => type is null || t == type))
        {
            var key = call.Key(candidate, AssetIds.Of(call.Tenant, code));
            var snapshot = await entities.ReadAsync(key, cancellationToken);
            if (snapshot.Version > 0)
            {
                return ((AssetState)snapshot.State).Facts();
            }
        }

        return null;
    }

    /// <summary>Where an asset is. The middle of a cable says nothing of how near a point is to it.</summary>
    public async Task<AssetPlace> PlaceAsync(ApiCall call, AssetFacts asset, CancellationToken cancellationToken)
    {
        var key = call.Key(asset.EntityType, asset.AssetId);
        var profile = ((AssetState)(await entities.ReadAsync(key, cancellationToken)).State).Profile;
        return new AssetPlace(
            asset.EntityType == AssetTypes.LineSegment ? null : profile?.Position, profile?.Line?.Route);
    }

    /// <summary>When a pause that is asked for now is to be judged; null: around the clock.</summary>
    public async Task<DateTimeOffset?> JudgeByAsync(
        ApiCall call, PauseRules rules, CancellationToken cancellationToken) =>
        (await policies.ForAsync(call.Tenant, cancellationToken)).JudgeBy(rules, Now);

    /// <summary>Where the asset of an order is, if the order's rules hold the milestone's fix to it.</summary>
    public async Task<AssetPlace?> SiteAsync(
        ApiCall call, Guid id, ReportMilestone report, CancellationToken cancellationToken)
    {
        if (report.At.Fix is null)
        {
            return null;
        }

        var (state, _) = await ReadAsync(call, id, cancellationToken);
        return state?.Origin is { } origin
            && origin.Rules.Pauses.Evidence?.Milestones.Contains(report.Milestone) is true
                ? await PlaceAsync(call, origin.Asset, cancellationToken)
                : null;
    }

    public async Task<HandDispatch> ByHandAsync(
        string tenant, AssetFacts asset, string workKind, string contractor, CancellationToken cancellationToken)
    {
        var directory = await directories.ReadAsync(tenant, cancellationToken);
        var making = await policies.ForAsync(tenant, cancellationToken);
        return making.ByHand(asset, workKind, directory, ContractorIds.Contractor(tenant, contractor), Now);
    }

    public async Task<DispatchChoice> ChooseAsync(
        string tenant, OrderWanted wanted, CancellationToken cancellationToken)
    {
        var directory = await directories.ReadAsync(tenant, cancellationToken);
        var making = await policies.ForAsync(tenant, cancellationToken);
        return making.Choose(
            wanted, directory, await directories.LoadsAsync(tenant, cancellationToken), Now,
            await directories.VolumesAsync(tenant, directory, cancellationToken));
    }

    /// <summary>
    /// Whether the steps inside the party are not the asker's business: to the operator those of a whole lot
    /// (domain reference, 2.5).
    /// </summary>
    public async Task<bool> IsWholeAsync(ApiCall call, WorkOrderState state, CancellationToken cancellationToken) =>
        call.By.IsOperator && state.Lead?.LotId is { } lot
        && (await directories.ReadAsync(call.Tenant, cancellationToken)).LotOf(lot, Now) is { Whole: true };

    /// <summary>
    /// A contractor sees what it leads or assists with; others' orders do not exist for it.
    /// </summary>
    public static bool IsVisible(Guid? reader, WorkOrderState state) =>
        reader is not { } own
        || state.Lead?.ContractorId == own
        || state.Assisting.Any(a => a.ContractorId == own);
}
