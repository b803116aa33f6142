using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Platform.Feed;
using FieldOps.Domain.Kernel;

namespace FieldOps.Assessment;

/// <summary>Carries the correction of a published month into the open month that it names.</summary>
internal sealed class CorrectionsToMonthReactor : Reactor
{
    public const string ReactorName = "corrections-to-month";

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } = ["contractor-month.correction-computed.v1"];

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (happened.Body is MonthCorrectionComputed { Correction: var correction } e)
        {
            var carried = new CarriedCorrection(
                e.Month.Month, correction.Number, correction.DifferenceCny(), correction.ScoreBefore,
                correction.ScoreAfter, correction.Reason, correction.By, correction.At);
            yield return new Reaction(
                new EntityKey(happened.Key.Tenant, MonthRef.EntityType, correction.Into.EntityId),
                new CarryCorrection(correction.Into, carried));
        }
    }
}
