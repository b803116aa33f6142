using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>Corrects final months by what came late, into the contractor's next open month.</summary>
internal sealed class CorrectionDesk(
    IEntities entities,
    AssessmentRows rows,
    MonthWrites writes,
    PolicyChoice<ScoringScheme> schemes,
    TimeZoneInfo zone)
{
    // A closed month is some months back at most: whoever corrects older ones names the way himself.
    private const int OpenMonthsSearched = 24;
    private const int MonthsAtOnce = 500;

    /// <summary>Corrects one month into the first open one from a month on.</summary>
    public async Task<Answer> CorrectAsync(
        ApiCall call,
        AskContext context,
        MonthRef month,
        MonthKey from,
        string reason,
        CancellationToken cancellationToken)
    {
        var state = await StateAsync(call, month, cancellationToken);
        var known = await schemes.OfAsync(call.Tenant, cancellationToken);
        if (state?.Sheet?.Score is not { } score || known.Get(score.SchemeId, score.SchemeVersion) is not { } scheme)
        {
            return new Answer.Refused(
                Refusal.Of(state is null ? MonthRefusals.Unknown : MonthRefusals.NotComputed), 0);
        }

        var open = await OpenAsync(call, month, from, cancellationToken);
        return await writes.AskAsync(
            call, context, month, new CorrectMonth(scheme, open, reason), cancellationToken);
    }

    /// <summary>
    /// Corrects every final month before one that is about to close, so that this one carries what they owe. By
    /// contractor what could not be corrected, and why; and the months that were. A month that somebody wishes to open
    /// again is left to whoever signs that.
    /// </summary>
    public async Task<CorrectedMonths> CorrectAllAsync(
        ApiCall call, MonthKey closing, CancellationToken cancellationToken)
    {
        var reason = $"{closing} 结账时更正迟到事实 / late facts, at the close of {closing}";
        var done = new CorrectedMonths([], []);
        (string Month, string Code) after = ("", "");
        while (await rows.WithFreshLateFactsAsync(
            call.Tenant, closing.ToString(), after, MonthsAtOnce, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                _ = MonthKey.TryParse(row.Month, out var key);
                var month = MonthRef.Of(row.ContractorId, row.ContractorCode, key, zone);
                await CorrectAsync(call, row, (month, closing, reason), done, cancellationToken);
            }

            after = (page[^1].Month, page[^1].ContractorCode);
        }

        return done;
    }

    private async Task CorrectAsync(
        ApiCall call,
        MonthRow row,
        (MonthRef Month, MonthKey Closing, string Reason) wanted,
        CorrectedMonths done,
        CancellationToken cancellationToken)
    {
        if (await StateAsync(call, wanted.Month, cancellationToken) is { Reopening: null } before)
        {
            var answer = await CorrectAsync(
                call, ContextOf(call, row), wanted.Month, wanted.Closing, wanted.Reason, cancellationToken);
            // What came late may change nothing: then it was weighed, and nobody owes anything.
            if (answer is not Answer.Accepted
                || (await StateAsync(call, wanted.Month, cancellationToken))!.Corrections.Length
                    > before.Corrections.Length)
            {
                done.Take(row, answer);
            }
        }
    }

    // By how much came late: when more has come the caller's own repetition is another wish.
    private static AskContext ContextOf(ApiCall call, MonthRow row) => new(
        call.By,
        NameBasedId.Of(call.CommandId, $"{row.ContractorCode}/{row.Month}/correct/{row.LateFacts}"),
        call.BodyHash);

    // The first month from one on that still takes facts.
    private async Task<MonthRef> OpenAsync(
        ApiCall call, MonthRef closed, MonthKey from, CancellationToken cancellationToken)
    {
        var into = from;
        for (var looked = 0; looked < OpenMonthsSearched; looked++, into = into.Next)
        {
            var wanted = MonthRef.Of(closed.ContractorId, closed.ContractorCode, into, zone);
            if (await StateAsync(call, wanted, cancellationToken) is null or { Status: MonthStatus.Open })
            {
                return wanted;
            }
        }

        return MonthRef.Of(closed.ContractorId, closed.ContractorCode, into, zone);
    }

    private async Task<MonthState?> StateAsync(ApiCall call, MonthRef month, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(MonthRef.EntityType, month.EntityId), cancellationToken);
        return snapshot.Version == 0 ? null : (MonthState)snapshot.State;
    }
}

/// <summary>What came of correcting many months.</summary>
/// <param name="Months">Months corrected, by contractor.</param>
/// <param name="Failed">The first answer other than yes, by contractor.</param>
internal sealed record CorrectedMonths(Dictionary<Guid, List<string>> Months, Dictionary<Guid, Answer> Failed)
{
    public void Take(MonthRow row, Answer answer)
    {
        switch (answer)
        {
            case Answer.Accepted when Months.TryGetValue(row.ContractorId, out var known):
                known.Add(row.Month);
                break;
            case Answer.Accepted:
                Months[row.ContractorId] = [row.Month];
                break;
            // Somebody was faster.
            case Answer.Refused { Refusal.Code: MonthRefusals.NothingLate }:
                break;
            default:
                Failed.TryAdd(row.ContractorId, answer);
                break;
        }
    }
}
