using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
using FieldOps.WorkOrders.Directory;

namespace FieldOps.WorkOrders;

/// <summary>
/// Tells the lots of an exit that the leaving party's part goes to its replacement. A replacement is judged as for
/// orders, by what is known when the lots are handed over: a part that would go to who can take none stays. The lot is
/// told that too, and keeps it: were nothing said, the same event read again could find the replacement fit. An exit
/// that became void passes nothing on. Of several hand-overs each is told, in their order, for the fee goes over on the
/// day of the first; whether it has followed a later one, the lot knows.
/// </summary>
internal sealed class ExitShares(DirectoryCache directories, OrderPolicies policies) : Reactor
{
    private readonly Dictionary<string, (DispatchDirectory Directory, OrderMaking Making)> _known =
        new(StringComparer.Ordinal);

    public override string Name => ExitState.SharesPassedBy;

    public override ImmutableHashSet<string> EventNames { get; } = ["contractor-exit.handed-over.v1"];

    public override ImmutableArray<string> ReadsFrom => [DirectoryProjection.Schema];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _known.Clear();
        foreach (var tenant in batch.Select(e => e.Key.Tenant).Distinct(StringComparer.Ordinal))
        {
            _known[tenant] = (
                await directories.ReadAsync(tenant, cancellationToken),
                await policies.ForAsync(tenant, cancellationToken));
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) =>
        happened.Body is ExitHandedOver e && Holds(happened, e)
            ? e.Replacements.Select(r => new Reaction(
                new EntityKey(happened.Key.Tenant, ContractorIds.LotType, r.LotId),
                new PassShare(
                    e.ContractorId, r.ContractorId, r.ContractorCode, e.HandedOverAt, UnfitOf(happened, r),
                    happened.Position)))
            : [];

    private bool Holds(RecordedEvent happened, ExitHandedOver e) =>
        _known[happened.Key.Tenant].Directory.ContractorOf(e.ContractorId)
            ?.StillLeavesBy(happened.Position) is true;

    private string? UnfitOf(RecordedEvent happened, LotReplacement replacement)
    {
        var ((directory, making), at) = (_known[happened.Key.Tenant], happened.RecordedAt);
        var heir = LotHeir.Of(replacement, directory, making.DemandsAt(at), at);
        return heir.To is null ? heir.Verdict.Verdict : null;
    }
}
