using System.Net.Mail;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices.Recipients;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// Lists of recipients: the operator's own, or with <c>?contractor=CODE</c> a contractor's. A contractor's people see
/// and keep theirs, whatever they name.
/// </summary>
internal static class RecipientEndpoints
{
    private const string One = "/notice-recipients/{code}";
    private const int AddressCharsMax = 500;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/notice-recipients", ListAsync).Needs(SlaRights.KeepRecipients)
            .WithSummary("Who takes notices of which role · 通知接收人")
            .Answers<NoticeRecipientsState>().Refuses(403, 404);
        api.MapPut(One, PutAsync).Needs(SlaRights.KeepRecipients)
            .WithSummary("Puts a recipient on a list, or writes it anew · 登记通知接收人")
            .Answers<NoticeRecipientsState>().Refuses(403, 404, 422);
        api.MapGet(One + "/address", AddressAsync).Needs(SlaRights.KeepRecipients)
            .WithSummary("The address of a recipient, until it is erased · 接收地址")
            .Answers<NoticeAddressModel>().Refuses(403, 404);
        api.MapPost(One + ":erase", EraseAsync).Needs(SlaRights.KeepRecipients)
            .WithSummary("Takes a recipient off its list and deletes its address · 删除通知接收人")
            .Answers<NoticeRecipientsState>().Refuses(403, 404, 422);
    }

    private static async Task<IResult> ListAsync(
        string? contractor, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, contractor), cancellationToken);
        return HttpAnswers.Ok((NoticeRecipientsState)snapshot.State, version: snapshot.Version);
    }

    private static async Task<IResult> PutAsync(
        string code,
        string? contractor,
        ApiCall call,
        ApiBody<RecipientBody> body,
        IEntities entities,
        NoticeAddresses addresses,
        IOptions<NoticeOptions> options,
        CancellationToken cancellationToken)
    {
        var (wish, owner, key) = (body.Value, OwnerOf(call, contractor), KeyOf(call, contractor));
        if (!IsAddress(wish.Channel, wish.Address))
        {
            return HttpAnswers.Refuse(NoticeRecipientRefusals.AddressInvalid, ("channel", wish.Channel));
        }

        if (owner is { } id
            && (await entities.ReadAsync(call.Key(ContractorIds.ContractorType, id), cancellationToken)).Version == 0)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        // A recipient is a document of its own: a new one replaces nothing.
        var list = (NoticeRecipientsState)(await entities.ReadAsync(key, cancellationToken)).State;
        var asked = list.Recipients.ContainsKey(code) ? call : call.ForNewPart();
        var answer = await entities.AskAsync(
            key,
            new PutRecipient(
                new RecipientList(key.Id, owner), code, wish.Role, wish.Channel, wish.Language,
                options.Value.ContractorRoleList),
            asked.ToContext(),
            cancellationToken);
        if (answer is Answer.Accepted accepted)
        {
            await addresses.PutAsync(
                key.Tenant, key.Id, code, accepted.Version, wish.Channel, wish.Address, cancellationToken);
        }

        return HttpAnswers.From(answer);
    }

    private static async Task<IResult> AddressAsync(
        string code,
        string? contractor,
        ApiCall call,
        NoticeAddresses addresses,
        CancellationToken cancellationToken) =>
        await addresses.OfAsync(call.Tenant, KeyOf(call, contractor).Id, code, cancellationToken) is { } address
            ? HttpAnswers.Ok(new NoticeAddressModel(address))
            : HttpAnswers.Refuse(NoticeRecipientRefusals.Unknown);

    // Erases what stands apart once the log has said so; asked again under the same key it erases again.
    private static async Task<IResult> EraseAsync(
        string code,
        string? contractor,
        ApiCall call,
        ApiBody<ReasonRequest> body,
        IEntities entities,
        NoticeAddresses addresses,
        CancellationToken cancellationToken)
    {
        var key = KeyOf(call, contractor);
        var answer = await entities.AskAsync(
            key, new EraseRecipient(code, body.Value.Reason), call.ToContext(), cancellationToken);
        if (answer is Answer.Accepted accepted)
        {
            await addresses.EraseAsync(key.Tenant, key.Id, code, accepted.Version, cancellationToken);
        }

        return HttpAnswers.From(answer);
    }

    private static Guid? OwnerOf(ApiCall call, string? contractor) =>
        call.By.ContractorId ?? (contractor is null ? null : ContractorIds.Contractor(call.Tenant, contractor));

    private static EntityKey KeyOf(ApiCall call, string? contractor) => call.Key(
        NoticeRecipientsEntity.TypeName, NoticeRecipientsEntity.IdOf(call.Tenant, OwnerOf(call, contractor)));

    // One mailbox a recipient: a comma would hide a second one that nobody could erase.
    private static bool IsAddress(string channel, string address) => address.Length is > 0 and <= AddressCharsMax
        && (channel == NoticeChannels.Webhook
            ? Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            : MailAddress.TryCreate(address, out var mail) && mail.Address == address);
}

/// <summary>A recipient.</summary>
/// <param name="Role">Whose notices it takes, as rule sets name roles: <c>team-leader</c>.</param>
/// <param name="Channel"><c>smtp</c> or <c>webhook</c>.</param>
/// <param name="Address">One mail address, or an http address, 500 characters at most; kept apart from the log.</param>
/// <param name="Language"><c>both</c>, <c>zh</c> or <c>en</c>.</param>
internal sealed record RecipientBody(
    string Role, string Channel, string Address, NoticeLanguage Language = NoticeLanguage.Both);

/// <summary>What stands apart of a recipient.</summary>
/// <param name="Address">Its address.</param>
internal sealed record NoticeAddressModel(string Address);
