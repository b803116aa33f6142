using System.Collections.Immutable;
using FieldOps.Contractors.Register;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;

namespace FieldOps.Contractors.Contracts;

/// <summary>A contractor that has left has no contract that runs, or that is yet to run out or to be renewed.</summary>
internal sealed class ExitsToContracts(RegisterRows rows, IEntities entities) : Reactor
{
    public const string ReactorName = "exits-to-contracts";

    private const string Reason = "退出完成 / exit completed";

    // Ended meanwhile, or run out on the day itself.
    private static readonly ImmutableHashSet<string> s_over =
        [ContractRefusals.NotEffective, ContractRefusals.PeriodInvalid];

    private readonly Dictionary<long, List<Guid>> _contracts = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } = ["contractor-exit.completed.v1"];

    public override ImmutableArray<string> ReadsFrom => [ContractorsProjection.Schema];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _contracts.Clear();
        foreach (var happened in batch)
        {
            // One that became void since ends nothing: what was signed after it stands.
            if (happened.Body is ExitCompleted e
                && (await entities.ReadAsync(happened.Key, cancellationToken)).State is ExitState
                {
                    Stage: ExitStage.Completed,
                })
            {
                _contracts[happened.Position] = await rows.OfLeaverAsync(
                    happened.Key.Tenant, e.ContractorId, happened.Position, cancellationToken);
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body is ExitCompleted e
        ? (_contracts.GetValueOrDefault(happened.Position) ?? []).Select(contract => new Reaction(
            new EntityKey(happened.Key.Tenant, ContractState.EntityType, contract),
            new EndContract(e.CompletedAt, Reason), s_over))
        : [];
}
