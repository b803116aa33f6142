using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Ladders;

/// <summary>Reads a ladder against its own rules before anything runs under it.</summary>
public static partial class LadderPolicyCheck
{
    /// <summary>Steps of one ladder: more would be a siren.</summary>
    public const int StepsMax = 20;

    private const int PercentMax = 1000;

    private static readonly ImmutableHashSet<string> s_places =
        ["number", "asset", "clock", "percent", "due", "contractor", "limit"];

    private static readonly ImmutableHashSet<string> s_urgePlaces = ["number", "asset", "contractor", "count", "note"];

    private static readonly ImmutableHashSet<string> s_judgementPlaces =
        ["number", "asset", "contractor", "pause", "due"];

    /// <summary>Every fault of the document, one sentence each; empty when it can be used.</summary>
    public static ImmutableArray<string> FaultsOf(LadderPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            .. Head(policy), .. Steps(policy), .. Audience(policy, policy.Urge, "urge"),
            .. Audience(policy, policy.Judgement, "judgement"), .. Templates(policy),
        ];
    }

    private static IEnumerable<string> Head(LadderPolicy policy)
    {
        if (string.IsNullOrWhiteSpace(policy.Id))
        {
            yield return "id is empty";
        }

        if (policy.Version < 1)
        {
            yield return $"version is {policy.Version}; it starts at 1";
        }

        if (policy.Steps.IsDefaultOrEmpty || policy.Steps.Length > StepsMax)
        {
            yield return $"steps are not 1 to {StepsMax}";
        }
    }

    private static IEnumerable<string> Steps(LadderPolicy policy)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var templates = policy.Templates.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var step in policy.Steps.IsDefault ? [] : policy.Steps)
        {
            if (string.IsNullOrWhiteSpace(step.Id) || !ids.Add(step.Id))
            {
                yield return $"step {step.Id} is empty or appears twice";
            }

            if (step.Percent is null == step.BeforeDueMinutes is null)
            {
                yield return $"step {step.Id}: either percent or beforeDueMinutes says when";
            }

            if (step.Percent is < 1 or > PercentMax || step.BeforeDueMinutes < 1)
            {
                yield return $"step {step.Id}: percent is 1 to {PercentMax}, beforeDueMinutes 1 and more";
            }

            if (step.Clocks.IsDefaultOrEmpty || step.Roles.IsDefaultOrEmpty || step.Channels.IsDefaultOrEmpty)
            {
                yield return $"step {step.Id}: clocks, roles and channels name one each at least";
            }

            foreach (var channel in step.Channels.Where(c => !NoticeChannels.All.Contains(c)))
            {
                yield return $"step {step.Id}: there is no channel {channel}";
            }

            foreach (var role in step.Roles.Where(r => !ActorRoles.Audiences.Contains(r)))
            {
                yield return $"step {step.Id}: there is no role {role}";
            }

            if (!templates.Contains(step.Template))
            {
                yield return $"step {step.Id}: there is no template {step.Template}";
            }
        }
    }

    private static IEnumerable<string> Audience(LadderPolicy policy, UrgeAudience? audience, string name)
    {
        if (audience is not { } urge)
        {
            yield break;
        }

        if (urge.Roles.IsDefaultOrEmpty || urge.Channels.IsDefaultOrEmpty)
        {
            yield return $"{name}: roles and channels name one each at least";
        }

        foreach (var role in urge.Roles.Where(r => !ActorRoles.Audiences.Contains(r)))
        {
            yield return $"{name}: there is no role {role}";
        }

        var channels = urge.Channels.IsDefault ? [] : urge.Channels;
        foreach (var channel in channels.Where(c => !NoticeChannels.All.Contains(c)))
        {
            yield return $"{name}: there is no channel {channel}";
        }

        if (policy.Templates.All(t => t.Id != urge.Template))
        {
            yield return $"{name}: there is no template {urge.Template}";
        }
    }

    // What a step fills in is not known to an urge or to an unjudged pause, and the other way round.
    private static ImmutableHashSet<string> PlacesOf(LadderPolicy policy, NoticeTemplate template)
    {
        var isSteps = !policy.Steps.IsDefault && policy.Steps.Any(s => s.Template == template.Id);
        (bool IsUsed, ImmutableHashSet<string> Places)[] uses =
        [
            (isSteps, s_places), (policy.Urge?.Template == template.Id, s_urgePlaces),
            (policy.Judgement?.Template == template.Id, s_judgementPlaces),
        ];
        return uses.Where(u => u.IsUsed).Select(u => u.Places).DefaultIfEmpty(s_places)
            .Aggregate((known, more) => known.Intersect(more));
    }

    private static IEnumerable<string> Templates(LadderPolicy policy)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var template in policy.Templates)
        {
            var known = PlacesOf(policy, template);
            string[] texts = [template.SubjectEn, template.SubjectZh, template.BodyEn, template.BodyZh];
            if (!ids.Add(template.Id) || texts.Any(string.IsNullOrWhiteSpace))
            {
                yield return $"template {template.Id} appears twice or lacks a text";
            }

            if (template.SubjectEn.Contains('\n') || template.SubjectZh.Contains('\n'))
            {
                yield return $"template {template.Id}: a subject is one line";
            }

            var places = texts.SelectMany(t => Place.Matches(t)).Select(m => m.Groups["place"].Value);
            foreach (var place in places.Distinct(StringComparer.Ordinal).Where(p => !known.Contains(p)))
            {
                yield return $"template {template.Id}: there is no place {place}";
            }
        }
    }

    [GeneratedRegex(
        @"\{(?<place>[^{}]*)\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place { get; }
}
