using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Compliance.Policies;

/// <summary>Rule sets as documents: draft, check, approve, compare, look back.</summary>
internal static class PolicyEndpoints
{
    private const string One = "/policies/{kind}/{id}";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/policies", ListAsync).WithSummary("Kinds of rule sets and their documents · 规则集目录")
            .Answers<IReadOnlyList<PolicyKindLine>>();
        api.MapGet("/policies/{kind}/schema", Schema).WithSummary("JSON schema of a kind · 规则集 JSON 模式")
            .Answers<JsonElement>().Refuses(404);
        api.MapGet(One, ReadAsync).WithSummary("Versions and draft of a rule set · 规则集版本")
            .Answers<PolicyLine>().Refuses(404);
        api.MapGet(One + "/versions/{version:int}", ContentAsync)
            .WithSummary("Content of a version, 0 for the draft · 版本内容").Answers<PolicyContent>().Refuses(404);
        api.MapGet(One + "/history", HistoryAsync).WithSummary("Who drafted and approved what · 变更历史")
            .Answers<IReadOnlyList<PolicyStep>>().Refuses(404);
        api.MapGet(One + "/diff", DiffAsync)
            .WithSummary("Difference between two versions, 0 for the draft · 版本差异")
            .Answers<PolicyDifference>().Refuses(404);
        api.MapPost("/policies/{kind}:check", CheckAsync).Needs(PolicyRights.Check)
            .WithSummary("Checks a document · 校验规则集")
            .Answers<PolicyCheckAnswer>().Refuses(404);
        api.MapPut(One + "/draft", DraftAsync).Needs(PolicyRights.Keep)
            .WithSummary("Writes the draft of the next version · 起草")
            .Answers<PolicyState>().Refuses(403, 404, 409, 422);
        api.MapPost(One + ":approve", ApproveAsync).Needs(PolicyRights.Keep)
            .WithSummary("Approves the draft, as another person · 审批")
            .Answers<PolicyState>().Refuses(403, 404, 409, 422);
        api.MapPost(One + ":discard-draft", DiscardAsync).Needs(PolicyRights.Keep)
            .WithSummary("Throws the draft away · 废弃草案")
            .Answers<PolicyState>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> ListAsync(ApiCall call, PolicyDoor door, CancellationToken cancellationToken)
    {
        var shelved = await door.ShelvedAsync(call, cancellationToken);
        return HttpAnswers.Ok(door.Kinds.Select(k => new PolicyKindLine(
            k.Name,
            [
                .. k.Shipped.Select(s => s.Document.Id)
                    .Concat(shelved.Versions.Where(v => v.Kind == k.Name).Select(v => v.Id))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ])).ToList());
    }

    private static IResult Schema(string kind, PolicyDoor door) =>
        door.KindOf(kind) is { } known ? HttpAnswers.Ok(known.Schema) : Unknown();

    private static async Task<IResult> ReadAsync(
        string kind, string id, ApiCall call, PolicyDoor door, CancellationToken cancellationToken) =>
        door.KindOf(kind) is { } known && await door.LineAsync(call, known, id, cancellationToken) is { } line
            ? HttpAnswers.Ok(line, version: (await door.StateAsync(call, kind, id, cancellationToken)).Version)
            : Unknown();

    private static async Task<IResult> ContentAsync(
        string kind, string id, int version, ApiCall call, PolicyDoor door, CancellationToken cancellationToken) =>
        door.KindOf(kind) is { } known
            && await door.ContentAsync(call, known, id, version, cancellationToken) is { } content
            ? HttpAnswers.Ok(new PolicyContent(
                version, PolicyKind.DigestOf(content), JsonSerializer.Deserialize<JsonElement>(content)))
            : Unknown();

    private static async Task<IResult> HistoryAsync(
        string kind, string id, ApiCall call, PolicyDoor door, CancellationToken cancellationToken) =>
        door.KindOf(kind) is { } known && await door.LineAsync(call, known, id, cancellationToken) is not null
            ? HttpAnswers.Ok(await door.HistoryAsync(call, kind, id, cancellationToken))
            : Unknown();

    private static async Task<IResult> DiffAsync(
        string kind, string id, int from, int to, ApiCall call, PolicyDoor door, CancellationToken cancellationToken) =>
        door.KindOf(kind) is { } known
            && await door.ContentAsync(call, known, id, from, cancellationToken) is { } before
            && await door.ContentAsync(call, known, id, to, cancellationToken) is { } after
            ? HttpAnswers.Ok(new PolicyDifference(from, to, PolicyDiff.Between(before, after)))
            : Unknown();

    private static async Task<IResult> CheckAsync(
        string kind, ApiCall call, ApiBody<PolicyCheckBody> body, PolicyDoor door, CancellationToken cancellationToken)
    {
        var shelved = await door.ShelvedAsync(call, cancellationToken);
        return door.KindOf(kind) is { } known
            ? HttpAnswers.Ok(new PolicyCheckAnswer(known.Read(body.Value.Document, shelved).Faults))
            : Unknown();
    }

    private static async Task<IResult> DraftAsync(
        string kind,
        string id,
        ApiCall call,
        ApiBody<PolicyDraftBody> body,
        PolicyDoor door,
        CancellationToken cancellationToken)
    {
        if (door.KindOf(kind) is not { } known)
        {
            return Unknown();
        }

        var shelved = await door.ShelvedAsync(call, cancellationToken);
        var read = known.Read(body.Value.Document, shelved);
        if (read.Faults.IsEmpty && read.Document?.Id != id)
        {
            read = read with { Faults = [new JsonFault("$.id", "wrong-value", id)] };
        }

        // A draft is a document of its own: the first of the next version replaces nothing.
        var (state, _) = await door.StateAsync(call, kind, id, cancellationToken);
        var asked = state.Draft is null ? call.ForNewPart() : call;
        return read.Faults.IsEmpty
            ? HttpAnswers.From(await door.AskAsync(
                asked, kind, id, PolicyDoor.Drafting(known, read, body.Value.Note ?? string.Empty), cancellationToken))
            : HttpAnswers.Refuse(Refusal.Of(PolicyTexts.DocumentInvalid), read.Faults);
    }

    private static async Task<IResult> ApproveAsync(
        string kind,
        string id,
        ApiCall call,
        ApiBody<PolicyApprovalBody> body,
        PolicyDoor door,
        CancellationToken cancellationToken)
    {
        // What the draft is held to may have changed since it was written: another document that it goes with.
        if (door.KindOf(kind) is { } known
            && await door.ContentAsync(call, known, id, PolicyDoor.Draft, cancellationToken) is { } content
            && known.Read(
                JsonSerializer.Deserialize<JsonElement>(content), await door.ShelvedAsync(call, cancellationToken))
                is { Faults.IsEmpty: false } read)
        {
            return HttpAnswers.Refuse(Refusal.Of(PolicyTexts.DocumentInvalid), read.Faults);
        }

        return HttpAnswers.From(await door.AskAsync(
            call, kind, id, new ApprovePolicy(body.Value.Version, body.Value.Digest), cancellationToken));
    }

    private static async Task<IResult> DiscardAsync(
        string kind,
        string id,
        ApiCall call,
        ApiBody<PolicyDiscardBody> body,
        PolicyDoor door,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await door.AskAsync(
            call, kind, id, new DiscardPolicyDraft(body.Value.Reason), cancellationToken));

    private static IResult Unknown() => HttpAnswers.Refuse(PolicyRefusals.Unknown);
}
