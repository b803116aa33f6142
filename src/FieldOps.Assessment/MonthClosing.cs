using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>
/// Freezes and computes one month of every contractor, all at the same log position. What came late to earlier months
/// is corrected first, so that this one carries it: nobody has to remember.
/// </summary>
internal sealed class MonthClosing(
    IEntities entities,
    AssessmentRows rows,
    MonthWrites writes,
    CorrectionDesk corrections,
    ProblemCatalog problems,
    IAppClock clock)
{
    // Each waits for the database most of its time; more of them would only take connections from other callers.
    private const int AtOnce = 8;

    /// <summary>
    /// One item a contractor, by code; contractors who left and had nothing in the month are passed over.
    /// </summary>
    public async Task<(IReadOnlyList<BatchItemOutcome>? Items, Refusal? Refusal)> CloseAsync(
        ApiCall call, MonthKey month, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var (corrected, position, stuck) = await CorrectAsync(call, month, zone, cancellationToken);
        if (stuck is not null)
        {
            return (null, stuck);
        }

        var contractors = await rows.ContractorsAsync(call.Tenant, BatchAnswer.ItemsMax + 1, cancellationToken);
        if (contractors.Count > BatchAnswer.ItemsMax)
        {
            return (null, Refusal.Of(AssessmentProblems.TooManyContractors, ("limit", $"{BatchAnswer.ItemsMax}")));
        }

        var closed = new (MonthRef Month, Answer Answer)?[contractors.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, closed.Length, options, async (at, cancelled) =>
        {
            var item = MonthRef.Of(contractors[at].ContractorId, contractors[at].Code, month, zone);
            if (await IsDueAsync(call, contractors[at], item, cancelled))
            {
                // What an earlier month owes must not be left behind: first that one, then this.
                closed[at] = (item, corrected.Failed.GetValueOrDefault(item.ContractorId)
                    ?? await CloseAsync(call, item, position, cancelled));
            }
        });
        return ([.. Outcomes(closed, corrected)], null);
    }

    private IEnumerable<BatchItemOutcome> Outcomes(
        IEnumerable<(MonthRef Month, Answer Answer)?> closed, CorrectedMonths corrected) =>
        closed.OfType<(MonthRef Month, Answer Answer)>().Select((item, at) => BatchItemOutcome.From(
            at, item.Answer, problems, _ => new ClosedMonthModel(
                item.Month.ContractorCode, item.Month.Month, (MonthView)((Answer.Accepted)item.Answer).View,
                corrected.Months.GetValueOrDefault(item.Month.ContractorId))));

    // The position to freeze at lies behind the corrections, which the month has carried by then.
    private async Task<(CorrectedMonths Corrected, long Position, Refusal? Stuck)> CorrectAsync(
        ApiCall call, MonthKey month, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var corrected = new CorrectedMonths([], []);
        var (position, stuck) = await writes.PositionAsync(call.Tenant, cancellationToken);
        if (stuck is null && clock.Now >= month.EndsAt(zone))
        {
            corrected = await corrections.CorrectAllAsync(call, month, cancellationToken);
            (position, stuck) = await writes.PositionAsync(call.Tenant, cancellationToken);
        }

        return (corrected, position, stuck);
    }

    private Task<Answer> CloseAsync(
        ApiCall call, MonthRef month, long position, CancellationToken cancellationToken) =>
        writes.CloseAsync(
            call, month, position, (ContextOf(call, month, "freeze"), ContextOf(call, month, "compute")),
            cancellationToken);

    private async Task<bool> IsDueAsync(
        ApiCall call, ContractorState contractor, MonthRef month, CancellationToken cancellationToken)
    {
        var here = contractor.Standing is not (ContractorStanding.Exited or ContractorStanding.Blacklisted);
        return here
            || (await entities.ReadAsync(
                call.Key(MonthRef.EntityType, month.EntityId), cancellationToken)).Version > 0
            || !(await writes.FeesAsync(call.Tenant, month, cancellationToken)).IsEmpty;
    }

    // By contractor, not by place in the list: the list may have grown when the caller asks again.
    private static AskContext ContextOf(ApiCall call, MonthRef month, string step) =>
        new(call.By, NameBasedId.Of(call.CommandId, $"{month.ContractorCode}/{step}"), call.BodyHash);
}

/// <summary>What became of one contractor's month.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="View">The month.</param>
/// <param name="Corrected">Earlier months whose late facts were corrected on the way; null for none.</param>
internal sealed record ClosedMonthModel(
    string ContractorCode, string Month, MonthView View, IReadOnlyList<string>? Corrected);
