using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Platform.Feed;
using FieldOps.Domain.Kernel;

namespace FieldOps.Assessment;

/// <summary>
/// Carries the correction of a published month into the open month that it names, or the next open one after it.
/// </summary>
internal sealed class CorrectionsToMonthReactor(TimeZoneInfo zone) : Reactor
{
    public const string ReactorName = "corrections-to-month";

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
        ["contractor-month.correction-computed.v1", "contractor-month.correction-passed-on.v1"];

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        MonthCorrectionComputed e => [Carry(happened, e.Correction.Into, Carried(e))],
        MonthCorrectionPassedOn e => [Carry(happened, After(e.Month), e.Correction)],
        _ => [],
    };

    private MonthRef After(MonthRef month) =>
        MonthRef.Of(month.ContractorId, month.ContractorCode, MonthKey.Of(month.EndsAt, zone), zone);

    private static CarriedCorrection Carried(MonthCorrectionComputed e)
    {
        var correction = e.Correction;
        return new(
            e.Month.Month, correction.Number, correction.DifferenceCny(), correction.ScoreBefore,
            correction.ScoreAfter, correction.Reason, correction.By, correction.At);
    }

    private static Reaction Carry(RecordedEvent happened, MonthRef month, CarriedCorrection correction) =>
        new(
            new EntityKey(happened.Key.Tenant, MonthRef.EntityType, month.EntityId),
            new CarryCorrection(month, correction));
}
