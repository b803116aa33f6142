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
/// From steps of the ladder to notices: one for each role and channel, whose id follows from order, lead, clock and
/// step.
/// </summary>
internal sealed class LadderNotices(OrderPolicies policies, TimeZoneInfo zone) : Reactor
{
    private readonly Dictionary<string, OrderMaking> _makings = new(StringComparer.Ordinal);

    public override string Name => "ladder-notices";

    public override ImmutableHashSet<string> EventNames { get; } = ["work-order.ladder-step-reached.v1"];

    public override ImmutableArray<string> ReadsFrom => [PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _makings.Clear();
        foreach (var tenant in batch.Select(e => e.Key.Tenant).Distinct(StringComparer.Ordinal))
        {
            _makings[tenant] = await policies.ForAsync(tenant, cancellationToken);
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (happened.Body is not LadderStepReached step)
        {
            yield break;
        }

        var template = _makings[happened.Key.Tenant].TemplateOf(step.PolicyId, step.PolicyVersion, step.Template)
            ?? throw new InvalidOperationException(
                $"{step.PolicyId}.v{step.PolicyVersion} has no template {step.Template}");
        var cause = $"{step.ContractorId:N}/{step.Clock}/{step.StepId}";
        foreach (var role in step.Roles)
        {
            foreach (var channel in step.Channels)
            {
                var id = NoticeEntity.IdOf(step.OrderId, cause, role, channel);
                yield return new Reaction(
                    new EntityKey(happened.Key.Tenant, NoticeEntity.TypeName, id),
                    new QueueNotice(
                        id, step.OrderId, step.Number, cause, role, channel, Fill(template.SubjectEn, step),
                        Fill(template.SubjectZh, step), Fill(template.BodyEn, step), Fill(template.BodyZh, step)));
            }
        }
    }

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
}
