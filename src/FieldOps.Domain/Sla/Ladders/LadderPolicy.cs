using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Ladders;

/// <summary>
/// The escalation ladder as a document (domain reference, section 6.3): who hears of a clock, and when.
/// </summary>
/// <param name="Id">Document id.</param>
/// <param name="Version">1 and up.</param>
/// <param name="EffectiveFrom">First instant at which orders are created under it, UTC.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Steps">In any order; each happens once for an order, its lead and a clock.</param>
/// <param name="Templates">What is said.</param>
/// <param name="Urge">Who hears of an urge by hand; null for nobody.</param>
/// <param name="Judgement">Who hears of a pause that nobody has judged in time; null for nobody.</param>
public sealed record LadderPolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    ImmutableArray<LadderStep> Steps,
    ImmutableArray<NoticeTemplate> Templates,
    UrgeAudience? Urge = null,
    UrgeAudience? Judgement = null) : IPolicyDocument
{
    /// <summary>What one order keeps of it.</summary>
    public PinnedLadder Pin() => new(Id, Version, Steps);
}

/// <summary>One step: at a share of the limit, or some running time before it is used up.</summary>
/// <param name="Id">Stable within the document: <c>at-80</c>.</param>
/// <param name="Clocks">The clocks that it watches.</param>
/// <param name="Roles">Who hears of it.</param>
/// <param name="Channels">Words of <see cref="NoticeChannels"/>.</param>
/// <param name="Template">What is said.</param>
/// <param name="Percent">
/// Share of the limit, 1 to 1000; null when <paramref name="BeforeDueMinutes"/> says when.
/// </param>
/// <param name="BeforeDueMinutes">Running minutes before the limit; a limit that is not longer has no such
/// step.</param>
public sealed record LadderStep(
    string Id,
    ImmutableArray<ClockKind> Clocks,
    ImmutableArray<string> Roles,
    ImmutableArray<string> Channels,
    string Template,
    int? Percent = null,
    int? BeforeDueMinutes = null)
{
    /// <summary>The running time at which the step is reached; null when the limit is too short for it.</summary>
    public TimeSpan? ReachedAfter(int limitMinutes)
    {
        var limit = TimeSpan.FromMinutes(limitMinutes);
        if (Percent is { } percent)
        {
            return limit * percent / 100;
        }

        return BeforeDueMinutes < limitMinutes ? limit - TimeSpan.FromMinutes(BeforeDueMinutes.Value) : null;
    }
}

/// <summary>Who hears of an urge (催单) that a dispatcher makes by hand, or of a pause that waits too long.</summary>
/// <param name="Roles">Who.</param>
/// <param name="Channels">Words of <see cref="NoticeChannels"/>.</param>
/// <param name="Template">What is said.</param>
public sealed record UrgeAudience(
    ImmutableArray<string> Roles, ImmutableArray<string> Channels, string Template);

/// <summary>
/// A text in both languages. Places of every text: <c>{number}</c>, <c>{asset}</c>, <c>{contractor}</c>; of a step's:
/// <c>{clock}</c>, <c>{percent}</c>, <c>{due}</c>, <c>{limit}</c>; of an urge's: <c>{count}</c>, <c>{note}</c>;
/// of an unjudged pause's: <c>{pause}</c>, <c>{due}</c>.
/// </summary>
/// <param name="Id">Stable within the document.</param>
/// <param name="SubjectEn">English, one line.</param>
/// <param name="SubjectZh">Chinese, one line.</param>
/// <param name="BodyEn">English.</param>
/// <param name="BodyZh">Chinese.</param>
public sealed record NoticeTemplate(string Id, string SubjectEn, string SubjectZh, string BodyEn, string BodyZh);

/// <summary>The ladder as an order keeps it, whatever the document says later.</summary>
/// <param name="PolicyId">The document.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="Steps">Its steps.</param>
public sealed record PinnedLadder(string PolicyId, int PolicyVersion, ImmutableArray<LadderStep> Steps);

/// <summary>How a notice travels.</summary>
public static class NoticeChannels
{
    /// <summary>A line of the product's log.</summary>
    public const string Log = "log";

    /// <summary>A POST to the operator's own system.</summary>
    public const string Webhook = "webhook";

    /// <summary>E-mail.</summary>
    public const string Smtp = "smtp";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Log, Webhook, Smtp];

    /// <summary>Those that reach a receiver outside of the product.</summary>
    public static ImmutableArray<string> Sent { get; } = [Webhook, Smtp];
}
