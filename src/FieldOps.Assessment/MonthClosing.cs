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
    EveryContractor contractors,
    MonthWrites writes,
    CorrectionDesk corrections,
    IAppClock clock)
{
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

        return await contractors.AskAsync(
            call.Tenant,
            async (contractor, cancelled) =>
            {
                var item = MonthRef.Of(contractor.ContractorId, contractor.Code, month, zone);
                // What an earlier month owes must not be left behind: first that one, then this.
                return !await IsDueAsync(call, contractor, item, cancelled)
                    ? null
                    : corrected.Failed.GetValueOrDefault(item.ContractorId)
                        ?? await CloseAsync(call, item, position, cancelled);
            },
            (contractor, accepted) => new ClosedMonthModel(
                contractor.Code, month.ToString(), (MonthView)accepted.View,
                corrected.Months.GetValueOrDefault(contractor.ContractorId)),
            cancellationToken);
    }

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
            call, month, position,
            (
                EveryContractor.ContextOf(call, month.ContractorCode, "freeze"),
                EveryContractor.ContextOf(call, month.ContractorCode, "compute")),
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
}

/// <summary>What became of one contractor's month.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="View">The month.</param>
/// <param name="Corrected">Earlier months whose late facts were corrected on the way; null for none.</param>
internal sealed record ClosedMonthModel(
    string ContractorCode, string Month, MonthView View, IReadOnlyList<string>? Corrected);
