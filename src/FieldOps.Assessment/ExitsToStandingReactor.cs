using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment;

/// <summary>Tells the register how an exit changes a contractor's standing, which dispatch obeys.</summary>
internal sealed class ExitsToStandingReactor(TimeZoneInfo zone) : Reactor
{
    public const string ReactorName = "exits-to-standing";

    // Who is gone already gets no notice.
    private static readonly ImmutableHashSet<string> s_final = [ContractorRefusals.StandingFinal];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
        ["contractor-exit.started.v1", "contractor-exit.completed.v1", "contractor-exit.voided.v1"];

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        ExitStarted e => [To(happened, e.ContractorId, ContractorStanding.Notice, string.Create(
            CultureInfo.InvariantCulture,
            $"exit, notice until {TimeZoneInfo.ConvertTime(e.NoticeUntil, zone):yyyy-MM-dd HH:mm}"))],
        ExitCompleted e => [To(happened, e.ContractorId, ContractorStanding.Exited, "exit completed")],
        ExitVoided e => [new Reaction(KeyOf(happened, e.ContractorId), new EndNotice(e.Reason, happened.Position))],
        _ => [],
    };

    private static Reaction To(RecordedEvent happened, Guid contractor, ContractorStanding standing, string reason) =>
        new(KeyOf(happened, contractor), new ChangeStanding(standing, reason, happened.Position), s_final);

    private static EntityKey KeyOf(RecordedEvent happened, Guid contractor) =>
        new(happened.Key.Tenant, ContractorIds.ContractorType, contractor);
}
