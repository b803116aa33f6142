using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment;

/// <summary>A contractor whose listing was lifted does not leave for having been listed.</summary>
internal sealed class ReinstatedToExitsReactor : Reactor
{
    public const string ReactorName = "reinstated-to-exits";

    // Most were never to leave.
    private static readonly ImmutableHashSet<string> s_nothingToVoid = [ExitRefusals.Unknown];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } = ["contractor.standing-changed.v1"];

    public override IEnumerable<Reaction> React(RecordedEvent happened) =>
        happened.Body is ContractorStandingChanged { From: ContractorStanding.Blacklisted } e && e.To != e.From
            ? [new Reaction(
                new EntityKey(happened.Key.Tenant, ExitState.EntityType, ExitState.IdOf(e.ContractorId)),
                new VoidExit(e.Reason), s_nothingToVoid)]
            : [];
}
