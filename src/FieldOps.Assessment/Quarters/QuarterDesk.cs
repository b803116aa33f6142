using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Quarters;

/// <summary>Draws quarters up out of the months themselves, as the log has them now.</summary>
internal sealed class QuarterDesk(
    IEntities entities, EveryContractor contractors, MonthWrites writes, TimeZoneInfo zone)
{
    /// <summary>The operator's zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>The settlement of a quarter; of version 0 where none was drawn up.</summary>
    public async Task<(QuarterState State, int Version)> ReadAsync(
        ApiCall call, Guid contractor, QuarterKey quarter, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, contractor, quarter), cancellationToken);
        return ((QuarterState)snapshot.State, snapshot.Version);
    }

    /// <summary>Draws one up.</summary>
    public async Task<Answer> DrawAsync(
        ApiCall call,
        AskContext context,
        QuarterRef quarter,
        QuarterKey key,
        string? reason,
        CancellationToken cancellationToken)
    {
        var (settled, unsettled) = await MonthsAsync(
            call, quarter.ContractorId, quarter.ContractorCode, key, cancellationToken);
        return await entities.AskAsync(
            call.Key(QuarterRef.EntityType, quarter.EntityId), new DrawQuarter(quarter, settled, unsettled, reason),
            context, cancellationToken);
    }

    /// <summary>
    /// Draws one up for every contractor that had a month in the quarter, by code; each has its own outcome.
    /// </summary>
    public Task<(IReadOnlyList<BatchItemOutcome>? Items, Refusal? Refusal)> DrawAllAsync(
        ApiCall call, QuarterKey key, string? reason, CancellationToken cancellationToken) =>
        contractors.AskAsync(
            call.Tenant,
            async (contractor, cancelled) =>
            {
                var quarter = QuarterRef.Of(contractor.ContractorId, contractor.Code, key, zone);
                var context = EveryContractor.ContextOf(call, contractor.Code, null);
                var answer = await DrawAsync(call, context, quarter, key, reason, cancelled);
                return answer is Answer.Refused { Refusal.Code: QuarterRefusals.Empty } ? null : answer;
            },
            (_, accepted) => LineOf((QuarterState)accepted.View), cancellationToken);

    /// <summary>The contractor signs.</summary>
    public Task<Answer> ConfirmAsync(
        ApiCall call, Guid contractor, QuarterKey quarter, int edition, CancellationToken cancellationToken) =>
        entities.AskAsync(
            KeyOf(call, contractor, quarter), new ConfirmQuarter(edition), call.ToContext(), cancellationToken);

    /// <summary>The department head signs what the months still say.</summary>
    public async Task<Answer> SettleAsync(
        ApiCall call,
        Guid contractor,
        string code,
        QuarterKey quarter,
        int edition,
        CancellationToken cancellationToken)
    {
        var (settled, _) = await MonthsAsync(call, contractor, code, quarter, cancellationToken);
        var wish = new SettleQuarter(edition, [.. settled.Select(m => m.Sheet())]);
        return await entities.AskAsync(
            KeyOf(call, contractor, quarter), wish, call.ToContext(), cancellationToken);
    }

    // The months of a quarter: those that are settled, and those that are not. A month of which nothing was heard is
    // one of the latter when a fee falls into it: nobody has closed it.
    private async Task<(ImmutableArray<QuarterMonth> Settled, ImmutableArray<string> Unsettled)> MonthsAsync(
        ApiCall call, Guid contractor, string code, QuarterKey quarter, CancellationToken cancellationToken)
    {
        var settled = ImmutableArray.CreateBuilder<QuarterMonth>();
        var unsettled = ImmutableArray.CreateBuilder<string>();
        foreach (var month in quarter.Months.Select(m => MonthRef.Of(contractor, code, m, zone)))
        {
            var key = call.Key(MonthRef.EntityType, month.EntityId);
            var state = (MonthState)(await entities.ReadAsync(key, cancellationToken)).State;
            if (state is { Status: MonthStatus.Settled, Sheet: { } sheet })
            {
                settled.Add(new QuarterMonth(
                    month.Month, sheet.Number, sheet.Score.Score, sheet.Score.Grade, sheet.Statement));
            }
            else if (state.Month is not null
                || !(await writes.FeesAsync(call.Tenant, month, cancellationToken)).IsEmpty)
            {
                unsettled.Add(month.Month);
            }
        }

        return (settled.ToImmutable(), unsettled.ToImmutable());
    }

    /// <summary>A settlement as a line of a list.</summary>
    public static QuarterLineModel LineOf(QuarterState state) => new(
        state.Quarter!.ContractorCode, state.Quarter.Quarter, state.PaidCny(), QuarterEditionModel.Of(state.Latest()!));

    private static EntityKey KeyOf(ApiCall call, Guid contractor, QuarterKey quarter) =>
        call.Key(QuarterRef.EntityType, QuarterRef.IdOf(contractor, quarter.ToString()));
}
