using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Contracts;

/// <summary>
/// Share and admission by the results of a year that is over: the lot ends with the running month, its successor begins
/// then with the shares that follow; who is not admitted is left out. A lot is never changed for the past, so that
/// months before are settled as they were; one that has ended is followed from its end on, where no month since has a
/// sheet. A fee of a share's own follows its share: what a percent costs stays.
/// </summary>
internal sealed class NextYearLots(
    StandingYears years, AssessmentRows rows, IEntities entities, IFeedProgress progress,
    IAppClock clock, TimeZoneInfo zone)
{
    /// <summary>The results admit nobody. Facts: <c>year</c>.</summary>
    public const string NobodyAdmitted = "contract-lot.nobody-admitted";

    private const string Closing = "next year";

    public static ProblemText[] Problems { get; } =
    [
        new(
            NobodyAdmitted, 409, "The results admit nobody.", "考核结果没有可准入的单位。",
            "Year {year}: bring in a replacement and open a lot by hand.", "{year} 年:请引入新单位并新建标包。"),
    ];

    public async Task<Answer> OpenAsync(
        ApiCall call, string code, NextYearBody body, CancellationToken cancellationToken)
    {
        var key = call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, code));
        var lot = await LotAsync(key, cancellationToken);
        if (lot.Terms is not { } terms)
        {
            return Refused(Refusal.Of(ContractLotRefusals.Unknown));
        }

        if (string.CompareOrdinal(body.Year, AssessedYears.LastEndedAt(clock.Now, zone)) > 0)
        {
            return Refused(Refusal.Of(ContractRefusals.YearNotOver, ("year", body.Year)));
        }

        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        var (shares, refusal) = await SharesAsync(call, terms, body.Year, cancellationToken);
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        return await FollowAsync(call, lot, terms with { Shares = [.. shares] }, body, cancellationToken);
    }

    private async Task<Answer> FollowAsync(
        ApiCall call, ContractLotState lot, LotTerms terms, NextYearBody body, CancellationToken cancellationToken)
    {
        var key = call.Key(ContractorIds.LotType, lot.LotId);
        var heir = call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, body.NewCode));
        // Asked again, the lot ends where the successor was to begin, whatever month it is by now.
        var from = (await LotAsync(heir, cancellationToken)).Terms?.EffectiveFrom
            ?? await BeginningAsync(call, lot, cancellationToken);
        var next = terms with { EffectiveFrom = from, EffectiveTo = body.Until };
        var others = (await rows.OtherLotsAsync(call.Tenant, key.Id, from, cancellationToken))
            .Select(l => new LotNeighbour(l.Code, l.Terms!));
        // The successor first: were the second step lost, the work would be covered twice, never by nobody.
        var opened = await entities.AskAsync(
            heir,
            new OpenLot(heir.Id, body.NewCode, next, [.. others])
            {
                Parties = await entities.PartiesAsync(call, next, cancellationToken),
            },
            call.ToContext(0), cancellationToken);
        if (opened is not Answer.Accepted || lot.ClosedFrom <= from)
        {
            return opened;
        }

        // What months with a sheet have paid since stays; it is the months after them that both would pay.
        var until = await SheetsUntilAsync(call, lot, from, cancellationToken);
        var close = new CloseLot(until > from ? until.Value : from, $"{Closing}: {body.NewCode}")
        {
            IsFollowed = true, ComputedUntil = until,
        };
        var closed = await entities.AskAsync(key, close, call.ToContext(1), cancellationToken);
        return closed is Answer.Accepted ? opened : closed;
    }

    // Months are settled whole, and none that has begun is touched; work that nobody covers is covered from the end on.
    private async Task<DateTimeOffset> BeginningAsync(
        ApiCall call, ContractLotState lot, CancellationToken cancellationToken)
    {
        var next = MonthKey.Of(clock.Now, zone).EndsAt(zone);
        if (lot.Spans().LastOrDefault()?.Until is not { } end || end >= next)
        {
            return next;
        }

        return await IsClosedSinceAsync(call, lot, end, cancellationToken) ? next : end;
    }

    // Nobody pays alone for what nobody else has seen: in a month with a sheet, or in one that is frozen for it.
    private async Task<bool> IsClosedSinceAsync(
        ApiCall call, ContractLotState lot, DateTimeOffset from, CancellationToken cancellationToken)
    {
        for (var month = MonthKey.Of(from, zone); month.StartsAt(zone) < clock.Now; month = month.Next)
        {
            foreach (var share in lot.Terms!.Shares)
            {
                var key = call.Key(MonthRef.EntityType, MonthRef.IdOf(share.ContractorId, month.ToString()));
                if (((MonthState)(await entities.ReadAsync(key, cancellationToken)).State).Status != MonthStatus.Open)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // The end of the last month from an instant on in which somebody who shares has a sheet; null without any.
    private async Task<DateTimeOffset?> SheetsUntilAsync(
        ApiCall call, ContractLotState lot, DateTimeOffset from, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = null;
        foreach (var share in lot.Terms!.Shares)
        {
            var sheets = await rows.ScoredAsync(
                call.Tenant, share.ContractorId, MonthKey.Of(from, zone).ToString(), StandingYears.EndOfTime,
                cancellationToken);
            if (MonthKey.TryParse(sheets.LastOrDefault()?.Month, out var last) && !(last.EndsAt(zone) <= until))
            {
                until = last.EndsAt(zone);
            }
        }

        return until;
    }

    private async Task<ContractLotState> LotAsync(EntityKey key, CancellationToken cancellationToken) =>
        (ContractLotState)(await entities.ReadAsync(key, cancellationToken)).State;

    private async Task<(List<LotShare> Shares, Refusal? Refusal)> SharesAsync(
        ApiCall call, LotTerms terms, string year, CancellationToken cancellationToken)
    {
        var (next, refusal) = await years.NextSharesAsync(call, terms, year, final: true, cancellationToken);
        var shares = new List<LotShare>();
        foreach (var share in next.Where(n => n.ShareNext > 0))
        {
            var now = terms.Shares.Single(s => s.ContractorCode == share.ContractorCode);
            shares.Add(now with { SharePercent = share.ShareNext, MonthlyFeeCny = Scaled(now, share.ShareNext) });
        }

        return (shares, refusal ?? (shares.Count == 0 ? Refusal.Of(NobodyAdmitted, ("year", year)) : null));
    }

    private static decimal? Scaled(LotShare now, decimal next) => now.MonthlyFeeCny is { } fee
        ? Math.Round(fee * next / now.SharePercent, 2, MidpointRounding.AwayFromZero)
        : null;

    private static Answer.Refused Refused(Refusal refusal) => new(refusal, 0);
}
