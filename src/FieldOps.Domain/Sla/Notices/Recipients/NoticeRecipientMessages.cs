using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Notices.Recipients;

/// <summary>The list that a command or event is about: the operator's own, or a contractor's.</summary>
/// <param name="ListId">The entity's own id.</param>
/// <param name="ContractorId">The contractor; null for the operator's own list.</param>
public sealed record RecipientList(Guid ListId, Guid? ContractorId);

/// <summary>
/// Puts a recipient on the list, or writes it anew under its code. The address itself travels beside the log. Refusals:
/// <c>notice-recipients.not-yours</c>, <c>.code-invalid</c>, <c>.role-invalid</c>, <c>.role-not-contractors</c>,
/// <c>.channel-invalid</c>, <c>.list-full</c>.
/// </summary>
/// <param name="List">The list.</param>
/// <param name="Code">Its name on the list: 1 to 40 of a-z, 0-9 and hyphen.</param>
/// <param name="Role">Whose notices it takes, as rule sets name roles: 1 to 60 of a-z, 0-9 and hyphen.</param>
/// <param name="Channel">A word of <c>NoticeChannels.Sent</c>; a contractor's own people name no webhooks.</param>
/// <param name="Language">In which it is told.</param>
/// <param name="ContractorRoles">The roles that a contractor's list may hold.</param>
public sealed record PutRecipient(
    RecipientList List,
    string Code,
    string Role,
    string Channel,
    NoticeLanguage Language,
    ImmutableArray<string> ContractorRoles) : ICommand;

/// <summary>
/// Takes a recipient off the list; its address is deleted beside the log. Refusals:
/// <c>notice-recipients.not-yours</c>, <c>.unknown</c>, <c>.reason-missing</c>.
/// </summary>
/// <param name="Code">Its name on the list.</param>
/// <param name="Reason">1 to 500 characters; no address, no name.</param>
public sealed record EraseRecipient(string Code, string Reason) : ICommand;

/// <summary><c>notice-recipients.put.v1</c>. Holds no address.</summary>
/// <param name="List">The list.</param>
/// <param name="Recipient">As it stands from now on.</param>
/// <param name="PutBy">Actor id.</param>
/// <param name="PutAt">UTC.</param>
public sealed record RecipientPut(
    RecipientList List, NoticeRecipient Recipient, string PutBy, DateTimeOffset PutAt) : IEvent;

/// <summary><c>notice-recipients.erased.v1</c>: off the list, and its address deleted.</summary>
/// <param name="Code">Its name on the list.</param>
/// <param name="Reason">Why.</param>
/// <param name="ErasedBy">Actor id.</param>
/// <param name="ErasedAt">UTC.</param>
public sealed record RecipientErased(string Code, string Reason, string ErasedBy, DateTimeOffset ErasedAt) : IEvent;
