using System.Collections.Immutable;

namespace FieldOps.Domain.Sla.Notices;

/// <summary>A notice as it stands.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Role">To whom.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="DueAt">Not sent before this instant, UTC.</param>
/// <param name="Claimant">Who sends it now.</param>
/// <param name="Reached">Recipients that took it, by their codes.</param>
public sealed record NoticeState(
    NoticeStatus Status,
    string Channel,
    string Role,
    int Attempts,
    DateTimeOffset DueAt,
    string? Claimant,
    ImmutableArray<string> Reached)
{
    /// <summary>Before the first event.</summary>
    public static NoticeState None { get; } = new(NoticeStatus.None, string.Empty, string.Empty, 0, default, null, []);
}

/// <summary>Where a notice stands.</summary>
public enum NoticeStatus
{
    /// <summary>It does not exist.</summary>
    None,

    /// <summary>To be sent.</summary>
    Queued,

    /// <summary>Sent, and the receiver took it.</summary>
    Delivered,

    /// <summary>It failed too often.</summary>
    GivenUp,
}

/// <summary>Codes of refusals of notices.</summary>
public static class NoticeRefusals
{
    /// <summary>There is no such notice.</summary>
    public const string Unknown = "notice.unknown";

    /// <summary>It was delivered, or given up.</summary>
    public const string NotOpen = "notice.not-open";

    /// <summary>It is another sender's, or waits for its next attempt; fact <c>dueAt</c>.</summary>
    public const string NotDue = "notice.not-due";

    /// <summary>It was not given up: there is nothing to send again.</summary>
    public const string NotGivenUp = "notice.not-given-up";
}
