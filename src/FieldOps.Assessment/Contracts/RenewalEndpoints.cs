using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.Contracts;

/// <summary>What a year's results open: the renewal of a contract, the lots of the next year.</summary>
internal static class RenewalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("Contracts").MapPost("/contracts/{code}:offer-renewal", OfferAsync)
            .Needs(ContractorRights.RenewOrEnd)
            .WithSummary("Offers a later end where the year's grade suffices; the contractor agrees. / 提出续签")
            .Answers<ContractState>().Refuses(403, 404, 409, 422);
        routes.MapApi("Contract lots").MapPost("/lots/{code}:open-next-year", NextYearAsync)
            .Needs(ContractorRights.OpenNextYear)
            .WithSummary("Ends a lot with the year and opens its successor with the shares of the results. / 开启下一年标包")
            .Answers<ContractLotState>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> OfferAsync(
        string code,
        ApiCall call,
        ApiBody<RenewalBody> body,
        StandingYears years,
        IEntities entities,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var key = call.Key(ContractState.EntityType, ContractState.IdOf(call.Tenant, code));
        var contract = (ContractState)(await entities.ReadAsync(key, cancellationToken)).State;
        if (contract.Terms is not { } terms)
        {
            return HttpAnswers.Refuse(ContractRefusals.Unknown);
        }

        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        var year = body.Value.Year;
        var (standing, refusal) = await years.OfAsync(call, terms.ContractorId, year, cancellationToken);
        if (standing is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var offer = new OfferRenewal(
            body.Value.Until, body.Value.CustomerContractUntil,
            new RenewalResult(
                year, standing.Summary.Grade,
                await years.RenewalFromInAsync(call.Tenant, year, cancellationToken), standing.RenewalPossible));
        return HttpAnswers.From(await entities.AskAsync(key, offer, call.ToContext(), cancellationToken));
    }

    private static async Task<IResult> NextYearAsync(
        string code,
        ApiCall call,
        ApiBody<NextYearBody> body,
        NextYearLots lots,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await lots.OpenAsync(call, code, body.Value, cancellationToken));
}

/// <summary>A renewal to offer.</summary>
/// <param name="Until">The new end.</param>
/// <param name="Year">The year whose results it rests on.</param>
/// <param name="CustomerContractUntil">The customer contract's new end.</param>
internal sealed record RenewalBody(
    DateTimeOffset Until, string Year, DateTimeOffset? CustomerContractUntil = null);

/// <summary>The lot of the next year.</summary>
/// <param name="Year">The year whose results decide.</param>
/// <param name="NewCode">Code of the successor.</param>
/// <param name="Until">Its end; null without end.</param>
internal sealed record NextYearBody(string Year, string NewCode, DateTimeOffset? Until = null);

/// <summary>
/// Share and admission of the next year: the lot ends with the year, its successor begins then with the shares that
/// follow from the results; who is not admitted is left out. A lot is never changed for the past, so that months before
/// are settled as they were.
/// </summary>
internal sealed class NextYearLots(
    StandingYears years, AssessmentRows rows, IEntities entities, IFeedProgress progress, TimeZoneInfo zone)
{
    /// <summary>The results admit nobody. Facts: <c>year</c>.</summary>
    public const string NobodyAdmitted = "contract-lot.nobody-admitted";

    private const string Closing = "next year";

    public static ProblemText[] Problems { get; } =
    [
        new(
            NobodyAdmitted, 409, "The results admit nobody.", "考核结果没有可准入的单位。",
            "Year {year}: bring in a replacement and open a lot by hand.", "{year} 年:请引入新单位并新建标包。"),
        new(
            PriceListChoice.NotAgreed, 409, "The contract names another price list.", "合同约定了其他价目表。",
            "Contract {contract} agrees on {agreed}, not {terms}.", "合同 {contract} 约定 {agreed},而非 {terms}。"),
        new(
            PriceListChoice.NotNamed, 422, "No contract names the price list, and the call names none.",
            "没有合同约定价目表,且请求未指定。"),
    ];

    public async Task<Answer> OpenAsync(
        ApiCall call, string code, NextYearBody body, CancellationToken cancellationToken)
    {
        var key = call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, code));
        if (((ContractLotState)(await entities.ReadAsync(key, cancellationToken)).State).Terms is not { } terms)
        {
            return Refused(Refusal.Of(ContractLotRefusals.Unknown));
        }

        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        var (shares, refusal) = await SharesAsync(call, terms, body.Year, cancellationToken);
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        return await FollowAsync(call, key, terms with { Shares = [.. shares] }, body, cancellationToken);
    }

    private async Task<Answer> FollowAsync(
        ApiCall call, EntityKey key, LotTerms terms, NextYearBody body, CancellationToken cancellationToken)
    {
        _ = MonthKey.TryParse(body.Year + "-12", out var december);
        var from = december.EndsAt(zone);
        var next = terms with { EffectiveFrom = from, EffectiveTo = body.Until };
        var others = (await rows.OtherLotsAsync(call.Tenant, key.Id, from, cancellationToken))
            .Select(l => new LotNeighbour(l.Code, l.Terms!));
        var heir = call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, body.NewCode));
        // The successor first: were the second step lost, the work would be covered twice, never by nobody.
        var opened = await entities.AskAsync(
            heir, new OpenLot(heir.Id, body.NewCode, next, [.. others]), call.ToContext(0), cancellationToken);
        if (opened is not Answer.Accepted)
        {
            return opened;
        }

        var closed = await entities.AskAsync(
            key, new CloseLot(from, $"{Closing}: {body.NewCode}"), call.ToContext(1), cancellationToken);
        return closed is Answer.Accepted ? opened : closed;
    }

    private async Task<(List<LotShare> Shares, Refusal? Refusal)> SharesAsync(
        ApiCall call, LotTerms terms, string year, CancellationToken cancellationToken)
    {
        var (next, refusal) = await years.NextSharesAsync(call, terms, year, cancellationToken);
        var shares = new List<LotShare>();
        foreach (var share in next.Where(n => n.ShareNext > 0))
        {
            var now = terms.Shares.Single(s => s.ContractorCode == share.ContractorCode);
            shares.Add(now with { SharePercent = share.ShareNext });
        }

        return (shares, refusal ?? (shares.Count == 0 ? Refusal.Of(NobodyAdmitted, ("year", year)) : null));
    }

    private static Answer.Refused Refused(Refusal refusal) => new(refusal, 0);
}
