using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.Domain.Sla.Notices.Recipients;

/// <summary>
/// One list of recipients: the operator's own, or a contractor's. The operator's managers change any list; a
/// contractor's own people change theirs. A contractor's list reaches only notices about its own orders, in its own
/// roles, and its people name mail addresses only: a webhook makes this host call an address of their choice.
/// </summary>
public sealed class NoticeRecipientsEntity : EntityDefinition<NoticeRecipientsState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "notice-recipients";

    /// <summary>Recipients of one list: some for each role and channel.</summary>
    public const int RecipientsMax = 100;

    private const int CodeCharsMax = 40;
    private const int RoleCharsMax = 60;
    private const int ReasonCharsMax = 500;

    private static readonly Guid s_space = new("8f0f5a0e-5c0e-5a53-9d0b-7d3f6f0c2a11");

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["notice-recipients.put.v1"] = typeof(RecipientPut),
        ["notice-recipients.erased.v1"] = typeof(RecipientErased),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["notice-recipients.put"] = typeof(PutRecipient),
        ["notice-recipients.erase"] = typeof(EraseRecipient),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(NoticeRecipientsState);

    /// <inheritdoc/>
    public override NoticeRecipientsState Initial => NoticeRecipientsState.None;

    /// <summary>The id of a list.</summary>
    /// <param name="tenant">Operator company.</param>
    /// <param name="contractorId">The contractor; null for the operator's own list.</param>
    public static Guid IdOf(string tenant, Guid? contractorId) =>
        NameBasedId.Of(s_space, $"{tenant}/{contractorId?.ToString("N", CultureInfo.InvariantCulture) ?? "operator"}");

    /// <inheritdoc/>
    public override Decision Decide(
        NoticeRecipientsState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (SlaRights.KeepRecipients.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        var whose = command is PutRecipient put ? put.List.ContractorId : state.ContractorId;
        return by.IsOperator || by.ContractorId == whose
            ? command switch
            {
                PutRecipient wish => Put(state, wish, by, now),
                EraseRecipient wish => Erase(state, wish, by, now),
                _ => Decision.Nothing,
            }
            : Decision.Refuse(NoticeRecipientRefusals.NotYours);
    }

    /// <inheritdoc/>
    public override NoticeRecipientsState Evolve(NoticeRecipientsState state, IEvent happened) => happened switch
    {
        RecipientPut e => new(
            e.List.ContractorId, state.Recipients.SetItem(e.Recipient.Code, e.Recipient)),
        RecipientErased e => state with { Recipients = state.Recipients.Remove(e.Code) },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(NoticeRecipientsState state) => state;

    private static Decision Put(NoticeRecipientsState state, PutRecipient wish, Actor by, DateTimeOffset now)
    {
        if (FaultOf(state, wish, by) is { } no)
        {
            return Decision.Refuse(no);
        }

        // Told again with the same facts it is recorded again: the address beside the log may be another.
        return Decision.Of(new RecipientPut(
            wish.List, new NoticeRecipient(wish.Code, wish.Role, wish.Channel, wish.Language), by.Id, now));
    }

    private static Refusal? FaultOf(NoticeRecipientsState state, PutRecipient wish, Actor by)
    {
        if (!IsWord(wish.Code, CodeCharsMax))
        {
            return Refusal.Of(NoticeRecipientRefusals.CodeInvalid);
        }

        if (!IsWord(wish.Role, RoleCharsMax))
        {
            return Refusal.Of(NoticeRecipientRefusals.RoleInvalid);
        }

        if (wish.List.ContractorId is not null && !wish.ContractorRoles.Contains(wish.Role))
        {
            return Refusal.Of(
                NoticeRecipientRefusals.RoleNotContractors, ("roles", string.Join(", ", wish.ContractorRoles)));
        }

        ImmutableArray<string> channels = by.IsOperator ? NoticeChannels.Sent : [NoticeChannels.Smtp];
        if (!channels.Contains(wish.Channel))
        {
            return Refusal.Of(NoticeRecipientRefusals.ChannelInvalid, ("channels", string.Join(", ", channels)));
        }

        return state.Recipients.Count < RecipientsMax || state.Recipients.ContainsKey(wish.Code)
            ? null
            : Refusal.Of(
                NoticeRecipientRefusals.ListFull, ("max", RecipientsMax.ToString(CultureInfo.InvariantCulture)));
    }

    private static Decision Erase(NoticeRecipientsState state, EraseRecipient wish, Actor by, DateTimeOffset now)
    {
        if (!state.Recipients.ContainsKey(wish.Code))
        {
            return Decision.Refuse(NoticeRecipientRefusals.Unknown);
        }

        return string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > ReasonCharsMax
            ? Decision.Refuse(NoticeRecipientRefusals.ReasonMissing)
            : Decision.Of(new RecipientErased(wish.Code, wish.Reason, by.Id, now));
    }

    private static bool IsWord(string text, int charsMax) =>
        text.Length > 0 && text.Length <= charsMax
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
