using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Assessment.Contracts;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>
/// Turns wishes about months into commands that carry what a month cannot know: scheme, fees, log position.
/// </summary>
internal sealed class MonthWrites(
    IEntities entities,
    MonthFees fees,
    MonthVisits visits,
    EarlierMonths before,
    SchemeChoice schemes,
    IFeedProgress progress,
    StuckItems stuck,
    TimeZoneInfo zone)
{
    // What brings facts and money into months.
    private static readonly string[] s_feeders =
        [OrdersToMonthReactor.ReactorName, CorrectionsToMonthReactor.ReactorName];

    /// <summary>The month of a registered contractor, or why there is none.</summary>
    public async Task<(MonthRef? Month, Refusal? Refusal)> FindAsync(
        ApiCall call, string contractor, string month, CancellationToken cancellationToken)
    {
        if (!MonthKey.TryParse(month, out var key))
        {
            return (null, Refusal.Of(AssessmentProblems.MonthInvalid, ("month", month)));
        }

        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var known = await entities.ReadAsync(call.Key(ContractorIds.ContractorType, id), cancellationToken);
        return known.Version == 0 || (call.By.ContractorId is { } own && own != id)
            ? (null, Refusal.Of(ContractorRefusals.Unknown))
            : (MonthRef.Of(id, contractor, key, zone), null);
    }

    /// <summary>
    /// The log position at which months may freeze now: everything at or below it has come in, or why it has not.
    /// </summary>
    public async Task<(long Position, Refusal? Refusal)> PositionAsync(
        string tenant, CancellationToken cancellationToken)
    {
        var position = await progress.LogEndAsync(cancellationToken);
        try
        {
            await progress.WaitInTimeAsync(
                [.. s_feeders, AssessmentProjection.Schema, ContractCopies.Schema], position, cancellationToken);
        }
        // What waits for people is told as that, with how much it is; a feeder that merely stands is not.
        catch (ConsumerBehindException)
        {
            if (await WaitingAsync(tenant, position, cancellationToken) is { } waiting)
            {
                return (position, waiting);
            }

            throw;
        }

        return (position, await WaitingAsync(tenant, position, cancellationToken));
    }

    private async Task<Refusal?> WaitingAsync(string tenant, long position, CancellationToken cancellationToken)
    {
        var waiting = await stuck.OpenOfAsync(tenant, s_feeders, position, cancellationToken);
        return waiting == 0 ? null : Refusal.Of(
            AssessmentProblems.FactsStuck, ("count", waiting.ToString(CultureInfo.InvariantCulture)));
    }

    public async Task<Answer> FreezeAsync(
        ApiCall call, AskContext context, MonthRef month, long position, CancellationToken cancellationToken)
    {
        // Whoever named the position has waited for the contracts.
        var (scheme, refusal) = await schemes.KnownAsync(
            call.Tenant, month.ContractorId, month.StartsAt, null, cancellationToken);
        return scheme is null
            ? new Answer.Refused(refusal!, 0)
            : await AskAsync(
                call, context, month, new FreezeMonth(month, position, scheme.OpenOrders), cancellationToken);
    }

    public async Task<Answer> ComputeAsync(
        ApiCall call, AskContext context, MonthRef month, string? schemeId, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync([AssessmentProjection.Schema, ContractCopies.Schema], cancellationToken);
        var sheet = (await StateAsync(call, month.EntityId, cancellationToken)).Sheet;
        var (scheme, refusal) = await schemes.OfMonthAsync(
            call.Tenant, month, sheet?.Score, schemeId, cancellationToken);
        if (scheme is null)
        {
            return new Answer.Refused(refusal!, 0);
        }

        var state = await StateAsync(call, month.EntityId, cancellationToken);
        var wish = await WishAsync(call.Tenant, month, state, scheme, cancellationToken);
        return await AskAsync(call, context, month, wish, cancellationToken);
    }

    /// <summary>
    /// Freezes a month at a position, for which the caller has waited, and scores it, both by one call of the log. One
    /// that was frozen before, by hand or by an earlier closing, keeps its own position.
    /// </summary>
    public async Task<Answer> CloseAsync(
        ApiCall call,
        MonthRef month,
        long position,
        (AskContext Freeze, AskContext Compute) contexts,
        CancellationToken cancellationToken)
    {
        var state = await StateAsync(call, month.EntityId, cancellationToken);
        var (scheme, refusal) = await schemes.OfMonthAsync(
            call.Tenant, month, state.Sheet?.Score, null, cancellationToken);
        if (scheme is null)
        {
            return new Answer.Refused(refusal!, 0);
        }

        // What is frozen stays; what is not is what the freeze will leave of it.
        var frozen = state.FrozenAtPosition is null
            ? EarlierFaults.KnownAt(state, position) with { FrozenAtPosition = position }
            : state;
        var answers = await entities.AskAllAsync(
            call.Key(MonthRef.EntityType, month.EntityId),
            [
                new(new FreezeMonth(month, position, scheme.OpenOrders), contexts.Freeze),
                new(await WishAsync(call.Tenant, month, frozen, scheme, cancellationToken), contexts.Compute),
            ],
            cancellationToken);
        return answers[0] is not Answer.Accepted && !IsFrozen(answers[0]) ? answers[0]
            // Frozen by somebody else in between, at a position of his own.
            : IsFrozen(answers[1]) ? await ComputeAsync(call, contexts.Compute, month, null, cancellationToken)
            : answers[1];
    }

    private static bool IsFrozen(Answer answer) =>
        answer is Answer.Refused { Refusal.Code: MonthRefusals.AlreadyFrozen };

    private async Task<ComputeSheet> WishAsync(
        string tenant, MonthRef month, MonthState frozen, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        var due = await FeesAsync(tenant, month, cancellationToken);
        // One that is not frozen refuses: nothing has to be known of the months before.
        var (faults, rolled) = frozen.FrozenAtPosition is null
            ? (null, null)
            : await before.OfAsync(tenant, month, frozen, scheme, cancellationToken);
        var counted = await VisitsAsync(tenant, month, frozen, cancellationToken);
        var wish = counted is not null ? new ComputeCountedSheet(scheme, due, faults)
            : rolled is not null ? new ComputeRolledSheet(scheme, due, faults)
            : new ComputeSheet(scheme, due, faults);
        return wish with { FrozenAt = frozen.FrozenAtPosition, Rolled = rolled, Visits = counted };
    }

    private async Task<MonthState> StateAsync(ApiCall call, Guid month, CancellationToken cancellationToken) =>
        (MonthState)(await entities.ReadAsync(call.Key(MonthRef.EntityType, month), cancellationToken)).State;

    public Task<Answer> AskAsync(
        ApiCall call, AskContext context, MonthRef month, ICommand command, CancellationToken cancellationToken) =>
        entities.AskAsync(call.Key(MonthRef.EntityType, month.EntityId), command, context, cancellationToken);

    /// <summary>The scheme that a month is scored by, by its sheet of now, or why there is none.</summary>
    public async Task<(ScoringScheme? Scheme, Refusal? Refusal)> SchemeOfAsync(
        string tenant, MonthRef month, SheetOfNow? sheet, CancellationToken cancellationToken)
    {
        if (sheet is null)
        {
            await progress.WaitToEndAsync(ContractCopies.Schema, cancellationToken);
        }

        return await schemes.OfMonthAsync(tenant, month, sheet?.Score, null, cancellationToken);
    }

    /// <summary>What the lots pay in the month, before any score.</summary>
    public Task<ImmutableArray<FeeLine>> FeesAsync(
        string tenant, MonthRef month, CancellationToken cancellationToken) =>
        fees.OfAsync(tenant, month, cancellationToken);

    /// <summary>The visits that a month, as it is given, counts from its orders; null for none.</summary>
    public Task<CountedVisits?> VisitsAsync(
        string tenant, MonthRef month, MonthState state, CancellationToken cancellationToken) =>
        visits.OfAsync(tenant, month, state, cancellationToken);
}
