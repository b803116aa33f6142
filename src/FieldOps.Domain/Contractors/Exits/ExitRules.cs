using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Exits;

/// <summary>How a contractor leaves (domain reference, 9.1; seed 3 art. 31-38).</summary>
/// <param name="Id">Stable id: <c>default</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Exits drafted at or after this instant follow it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="Notices">Months of notice by service.</param>
/// <param name="NoticeKinds">Kinds of exit that keep the notice; the source states it for the voluntary one.</param>
/// <param name="ReplacementFirst">Services for which a replacement must be there before the contractor goes.</param>
/// <param name="Leftovers">What must be closed in every exit.</param>
public sealed record ExitRules(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    ImmutableArray<ServiceNotice> Notices,
    ImmutableArray<ExitKind> NoticeKinds,
    ImmutableArray<string> ReplacementFirst,
    ImmutableArray<string> Leftovers) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "exit";

    private const int NoticeMonthsMax = 24;

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (Notices.IsDefaultOrEmpty || Notices.Any(n => string.IsNullOrWhiteSpace(n.Service)))
        {
            yield return "At least one service with its notice must be there.";
            yield break;
        }

        foreach (var notice in Notices.Where(n => n.Months is < 0 or > NoticeMonthsMax))
        {
            yield return $"The notice of {notice.Service} must be 0 to {NoticeMonthsMax} months.";
        }

        foreach (var twice in Notices.GroupBy(n => n.Service, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"The service {twice.Key} stands twice.";
        }

        foreach (var service in ReplacementFirst.Where(s => Notices.All(n => n.Service != s)))
        {
            yield return $"The service {service} needs a replacement first and has no notice.";
        }

        if (Leftovers.Any(string.IsNullOrWhiteSpace) || Leftovers.Distinct().Count() != Leftovers.Length)
        {
            yield return "What must be closed is named, each thing once.";
        }
    }

    /// <summary>Months of notice of an exit; null for a service that the rules do not name.</summary>
    public int? NoticeMonthsOf(ExitKind kind, string service)
    {
        var notice = Notices.FirstOrDefault(n => n.Service == service);
        return notice is null ? null : NoticeKinds.Contains(kind) ? notice.Months : 0;
    }
}

/// <summary>A service's notice.</summary>
/// <param name="Service"><c>after-sale</c>, <c>pre-sale</c>.</param>
/// <param name="Months">0 to 24.</param>
public sealed record ServiceNotice(string Service, int Months);

/// <summary>The five kinds of exit.</summary>
public enum ExitKind
{
    /// <summary>The contractor wants to go (自愿退出).</summary>
    Voluntary,

    /// <summary>It broke the contract (违约退出).</summary>
    Breach,

    /// <summary>It missed the assessment (考核退出).</summary>
    Assessment,

    /// <summary>Its capital, team or licences changed (资质变化退出).</summary>
    Qualification,

    /// <summary>It is on the bad-credit list (不良信用退出).</summary>
    BadCredit,
}
