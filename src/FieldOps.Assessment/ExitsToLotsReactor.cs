using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment;

/// <summary>Tells the lots of an exit that the leaving party's part goes to its replacement.</summary>
internal sealed class ExitsToLotsReactor : Reactor
{
    public const string ReactorName = "exits-to-lots";

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } = ["contractor-exit.handed-over.v1"];

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body is ExitHandedOver e
        ? e.Replacements.Select(r => new Reaction(
            new EntityKey(happened.Key.Tenant, ContractorIds.LotType, r.LotId),
            new PassShare(e.ContractorId, r.ContractorId, r.ContractorCode, e.HandedOverAt)))
        : [];
}
