using System.Collections.Immutable;

namespace FieldOps.Domain.Sla.Notices.Recipients;

/// <summary>Who takes notices of a role, for the operator or for one contractor.</summary>
/// <param name="ContractorId">The contractor; null for the operator's own list, and before the first event.</param>
/// <param name="Recipients">By code.</param>
public sealed record NoticeRecipientsState(
    Guid? ContractorId, ImmutableSortedDictionary<string, NoticeRecipient> Recipients)
{
    /// <summary>Before the first event.</summary>
    public static NoticeRecipientsState None { get; } =
        new(null, ImmutableSortedDictionary.Create<string, NoticeRecipient>(StringComparer.Ordinal));

    /// <summary>Those that take the notices of a role over a channel.</summary>
    public IEnumerable<NoticeRecipient> Of(string role, string channel) =>
        Recipients.Values.Where(r => r.Role == role && r.Channel == channel);
}

/// <summary>One recipient. Its address stands apart and can be erased.</summary>
/// <param name="Code">Its name on the list.</param>
/// <param name="Role">Whose notices it takes.</param>
/// <param name="Channel">How.</param>
/// <param name="Language">In which language.</param>
public sealed record NoticeRecipient(string Code, string Role, string Channel, NoticeLanguage Language);

/// <summary>In which language a recipient is told.</summary>
public enum NoticeLanguage
{
    /// <summary>Chinese and English.</summary>
    Both,

    /// <summary>Chinese.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>Codes of refusals of lists of recipients.</summary>
public static class NoticeRecipientRefusals
{
    /// <summary>The list, or the recipient on it, does not exist.</summary>
    public const string Unknown = "notice-recipients.unknown";

    /// <summary>It is the list of another.</summary>
    public const string NotYours = "notice-recipients.not-yours";

    /// <summary>The code is not 1 to 40 of a-z, 0-9 and hyphen.</summary>
    public const string CodeInvalid = "notice-recipients.code-invalid";

    /// <summary>The role is not 1 to 60 of a-z, 0-9 and hyphen.</summary>
    public const string RoleInvalid = "notice-recipients.role-invalid";

    /// <summary>A contractor's list holds its own roles only; fact <c>roles</c>.</summary>
    public const string RoleNotContractors = "notice-recipients.role-not-contractors";

    /// <summary>No such channel, or not one that the caller may name; fact <c>channels</c>.</summary>
    public const string ChannelInvalid = "notice-recipients.channel-invalid";

    /// <summary>The address is none of the channel's; fact <c>channel</c>. Told before the log is asked.</summary>
    public const string AddressInvalid = "notice-recipients.address-invalid";

    /// <summary>The list is full; fact <c>max</c>.</summary>
    public const string ListFull = "notice-recipients.list-full";

    /// <summary>A reason is mandatory.</summary>
    public const string ReasonMissing = "notice-recipients.reason-missing";
}
