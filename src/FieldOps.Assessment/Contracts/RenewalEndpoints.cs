using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
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
        routes.MapApi("Contracts").MapPost("/contracts/{code}:clear-renewal", ClearAsync)
            .Needs(ContractorRights.RenewOrEnd)
            .WithSummary("Lets a draft follow a contract on the same lots, where its results suffice. / 续签审核")
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
        RenewalDoor door,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await door.OfferAsync(call, code, body.Value, cancellationToken));

    private static async Task<IResult> ClearAsync(
        string code,
        ApiCall call,
        ApiBody<ClearingBody> body,
        RenewalDoor door,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await door.ClearAsync(call, code, body.Value, cancellationToken));

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
/// <param name="Year">The year whose results it rests on: the one that counts, which need not be named.</param>
/// <param name="CustomerContractUntil">The customer contract's new end.</param>
internal sealed record RenewalBody(
    DateTimeOffset Until, string? Year = null, DateTimeOffset? CustomerContractUntil = null);

/// <summary>A contract that follows another.</summary>
/// <param name="Predecessor">Code of the other one.</param>
/// <param name="Year">The year whose results it rests on: the one that counts, which need not be named.</param>
internal sealed record ClearingBody(string Predecessor, string? Year = null);

/// <summary>The lot of the next year.</summary>
/// <param name="Year">The year whose results decide.</param>
/// <param name="NewCode">Code of the successor.</param>
/// <param name="Until">Its end; null without end.</param>
internal sealed record NextYearBody(string Year, string NewCode, DateTimeOffset? Until = null);
