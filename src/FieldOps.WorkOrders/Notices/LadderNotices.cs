using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// From steps of the ladder, urges by hand and pauses that nobody has judged to notices: one for each role and channel,
/// whose id follows from order, lead, and clock and step or the urge's number, or from the pause.
/// </summary>
internal sealed class LadderNotices(OrderPolicies policies, NoticeChoice choice, TimeZoneInfo zone) : Reactor
{
    private readonly Dictionary<string, OrderMaking> _makings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, DateTimeOffset>> _served =
        new(StringComparer.Ordinal);

    public override string Name => "ladder-notices";

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "work-order.ladder-step-reached.v1", "work-order.urge-announced.v1", "work-order.suspension-overdue.v1",
    ];

    public override ImmutableArray<string> ReadsFrom => [PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _makings.Clear();
        _served.Clear();
        foreach (var tenant in batch.Select(e => e.Key.Tenant).Distinct(StringComparer.Ordinal))
        {
            _makings[tenant] = await policies.ForAsync(tenant, cancellationToken);
            _served[tenant] = await choice.ServedAsync(tenant, cancellationToken);
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        LadderStepReached step => OfStep(happened, step),
        UrgeAnnounced urge => OfUrge(happened, urge),
        SuspensionOverdue { Order: { } order } overdue => OfOverdue(happened, overdue, order),
        _ => [],
    };

    private IEnumerable<Reaction> OfStep(RecordedEvent happened, LadderStepReached step)
    {
        var tenant = happened.Key.Tenant;
        var template = TemplateOf(tenant, step.PolicyId, step.PolicyVersion, step.Template);
        var about = new About(
            tenant, step.OrderId, step.Number, step.ContractorId,
            $"{step.ContractorId:N}/{step.Clock}/{step.StepId}", step.Roles, Served(happened, step.Channels));
        return Queue(about, template, text => Fill(text, step));
    }

    // A ladder that says nothing of urges has nobody to tell.
    private IEnumerable<Reaction> OfUrge(RecordedEvent happened, UrgeAnnounced urge)
    {
        var tenant = happened.Key.Tenant;
        if (_makings[tenant].UrgeOf(urge.PolicyId, urge.PolicyVersion) is not { } audience)
        {
            return [];
        }

        var template = TemplateOf(tenant, urge.PolicyId, urge.PolicyVersion, audience.Template);
        var cause = string.Create(CultureInfo.InvariantCulture, $"{urge.ContractorId:N}/urge/{urge.UrgeCount}");
        var about = new About(
            tenant, urge.OrderId, urge.Number, urge.ContractorId, cause, audience.Roles,
            Served(happened, audience.Channels));
        return Queue(about, template, text => Fill(text, urge));
    }

    private IEnumerable<Reaction> OfOverdue(RecordedEvent happened, SuspensionOverdue overdue, OverdueOrder order)
    {
        var tenant = happened.Key.Tenant;
        if (_makings[tenant].JudgementOf(order.PolicyId, order.PolicyVersion) is not { } audience)
        {
            return [];
        }

        var template = TemplateOf(tenant, order.PolicyId, order.PolicyVersion, audience.Template);
        var pause = overdue.PauseNumber.ToString(CultureInfo.InvariantCulture);
        var about = new About(
            tenant, order.OrderId, order.Number, order.ContractorId, $"pause-{pause}/judgement", audience.Roles,
            Served(happened, audience.Channels));
        return Queue(about, template, text => text
            .Replace("{number}", order.Number, StringComparison.Ordinal)
            .Replace("{asset}", order.AssetName, StringComparison.Ordinal)
            .Replace("{contractor}", order.ContractorCode, StringComparison.Ordinal)
            .Replace("{pause}", pause, StringComparison.Ordinal)
            .Replace("{due}", Local(overdue.DueAt), StringComparison.Ordinal));
    }

    private NoticeTemplate TemplateOf(string tenant, string policy, int version, string template) =>
        _makings[tenant].TemplateOf(policy, version, template)
        ?? throw new InvalidOperationException($"{policy}.v{version} has no template {template}");

    private static IEnumerable<Reaction> Queue(About about, NoticeTemplate template, Func<string, string> fill) =>
        from role in about.Roles
        from channel in about.Channels
        let id = NoticeEntity.IdOf(about.OrderId, about.Cause, role, channel)
        select new Reaction(
            new EntityKey(about.Tenant, NoticeEntity.TypeName, id),
            new QueueNotice(
                id, about.OrderId, about.Number, about.Cause, role, channel, fill(template.SubjectEn),
                fill(template.SubjectZh), fill(template.BodyEn), fill(template.BodyZh), about.ContractorId));

    // Never none: what nobody else can be told is told to the log. And never over a channel that is younger than what
    // it is about: where an event comes again, as after a reactor was sent back, it would be a second effect.
    private ImmutableArray<string> Served(RecordedEvent happened, ImmutableArray<string> named) =>
    [
        .. named.Where(c => _served[happened.Key.Tenant].TryGetValue(c, out var since) && since <= happened.RecordedAt)
            .DefaultIfEmpty(NoticeChannels.Log),
    ];

    private static string Fill(string text, UrgeAnnounced urge) => text
        .Replace("{number}", urge.Number, StringComparison.Ordinal)
        .Replace("{asset}", urge.AssetName, StringComparison.Ordinal)
        .Replace("{contractor}", urge.ContractorCode, StringComparison.Ordinal)
        .Replace("{count}", urge.UrgeCount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        // Last: what a person wrote is no template.
        .Replace("{note}", urge.Note, StringComparison.Ordinal);

    private string Fill(string text, LadderStepReached step) => text
        .Replace("{number}", step.Number, StringComparison.Ordinal)
        .Replace("{asset}", step.AssetName, StringComparison.Ordinal)
        .Replace("{clock}", step.Clock.ToString().ToLowerInvariant(), StringComparison.Ordinal)
        .Replace("{percent}", step.Percent.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{limit}", step.LimitMinutes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{contractor}", step.ContractorCode, StringComparison.Ordinal)
        .Replace("{due}", step.DueAt is { } due ? Local(due) : "-", StringComparison.Ordinal);

    private string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What the notices of one event have in common.</summary>
    private sealed record About(
        string Tenant,
        Guid OrderId,
        string Number,
        Guid ContractorId,
        string Cause,
        ImmutableArray<string> Roles,
        ImmutableArray<string> Channels);
}
