using System.Text.Json.Nodes;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Scoring schemes as documents: reading, checking, comparing, trying out.</summary>
internal static class SchemeEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/scoring-schemes", ListAsync)
            .WithSummary("All schemes with their versions. / 计分方案列表")
            .Answers<IReadOnlyList<SchemeModel>>();
        api.MapGet("/scoring-schemes/schema", Schema)
            .WithSummary("The JSON schema of a scheme document. / 计分方案的 JSON 架构")
            .Answers<JsonNode>();
        api.MapGet("/scoring-schemes/indicators", KnownIndicators)
            .WithSummary("The closed set of indicators that readings bring. / 指标清单")
            .Answers<IReadOnlyList<Indicator>>();
        api.MapGet("/scoring-schemes/{id}/{version:int}", ReadAsync)
            .WithSummary("One version of a scheme. / 计分方案")
            .Answers<JsonObject>().Refuses(404);
        api.MapGet("/scoring-schemes/{id}/difference", DifferenceAsync)
            .WithSummary("What differs between two versions. / 版本差异")
            .Answers<IReadOnlyList<SchemeChangeModel>>().Refuses(404);
        api.MapPost("/scoring-schemes:validate", Validate).Needs(PolicyRights.Check)
            .WithSummary("Says all that is wrong with a document. / 校验计分方案")
            .Answers<SchemeFaultsModel>().Refuses(422);
        api.MapPost("/scoring-schemes:dry-run", DryRunAsync).Needs(PolicyRights.Check)
            .WithSummary("Scores past months by a new scheme, changing nothing. / 新方案试算")
            .Answers<DryRunModel>().Refuses(403, 422).WaitsFor(AssessmentProjection.Schema);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call, PolicyChoice<ScoringScheme> schemes, CancellationToken cancellationToken) =>
        HttpAnswers.Ok((await schemes.OfAsync(call.Tenant, cancellationToken)).All.Select(s => new SchemeModel(
            s.Id, s.Version, s.Kind, s.EffectiveFrom, s.TitleZh, s.TitleEn, s.Source)).ToArray());

    private static IResult Schema(ApiCall call) =>
        HttpAnswers.Ok(DocumentSchema.Of(typeof(ScoringScheme)));

    private static IResult KnownIndicators(ApiCall call) => HttpAnswers.Ok(Indicators.All);

    private static async Task<IResult> ReadAsync(
        string id,
        int version,
        ApiCall call,
        PolicyChoice<ScoringScheme> schemes,
        CancellationToken cancellationToken) =>
        (await schemes.OfAsync(call.Tenant, cancellationToken)).Get(id, version) is { } scheme
            ? HttpAnswers.Ok(PolicyDocuments.Body(scheme))
            : HttpAnswers.Refuse(AssessmentProblems.SchemeVersionUnknown, ("scheme", id), ("version", $"{version}"));

    private static async Task<IResult> DifferenceAsync(
        string id,
        int from,
        int to,
        ApiCall call,
        PolicyChoice<ScoringScheme> schemes,
        CancellationToken cancellationToken)
    {
        var known = await schemes.OfAsync(call.Tenant, cancellationToken);
        foreach (var version in new[] { from, to })
        {
            if (known.Get(id, version) is null)
            {
                return HttpAnswers.Refuse(
                    AssessmentProblems.SchemeVersionUnknown, ("scheme", id), ("version", $"{version}"));
            }
        }

        return HttpAnswers.Ok(SchemeDifference.Of(known.Get(id, from)!, known.Get(id, to)!));
    }

    private static IResult Validate(ApiCall call, ApiBody<JsonObject> body)
    {
        var (scheme, refusal) = PolicyDocuments.Read<ScoringScheme>(body.Value);
        if (scheme is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var faults = scheme.Faults();
        return HttpAnswers.Ok(new SchemeFaultsModel(faults.IsEmpty, faults));
    }

    private static async Task<IResult> DryRunAsync(
        ApiCall call, ApiBody<DryRunBody> body, SchemeDryRun run, CancellationToken cancellationToken)
    {
        var wish = body.Value;
        if (!MonthKey.TryParse(wish.From, out _) || !MonthKey.TryParse(wish.To, out _))
        {
            return HttpAnswers.Refuse(AssessmentProblems.MonthInvalid, ("month", $"{wish.From} - {wish.To}"));
        }

        var (scheme, refusal) = PolicyDocuments.Read<ScoringScheme>(wish.Scheme);
        if (scheme is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        return scheme.Faults() is { IsEmpty: false } faults
            ? HttpAnswers.Refuse(MonthRefusals.SchemeInvalid, ("problem", string.Join(" ", faults)))
            : HttpAnswers.Ok(await run.OfAsync(call, wish, scheme, cancellationToken));
    }
}

/// <summary>A scheme in a list.</summary>
internal sealed record SchemeModel(
    string Id,
    int Version,
    SheetKind Kind,
    DateTimeOffset EffectiveFrom,
    string TitleZh,
    string TitleEn,
    string Source);

/// <summary>What is wrong with a document.</summary>
internal sealed record SchemeFaultsModel(bool Valid, IReadOnlyList<string> Faults);

/// <summary>A scheme to try on months that were closed; of one contractor or of all.</summary>
internal sealed record DryRunBody(JsonObject Scheme, string From, string To, string? Contractor = null);
