using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;

namespace FieldOps.Contractors.Register;

/// <summary>
/// From ends that come near to notices: one for each role and channel, whose id follows from holder, paper, end and
/// days.
/// </summary>
internal sealed class ExpiryNotices(RegisterPolicies policies, TimeZoneInfo zone) : Reactor
{
    private readonly Dictionary<long, RegisterRules> _rules = [];

    public override string Name => "expiry-notices";

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "contractor-file.qualification-expiring.v1", "person.paper-expiring.v1", "contract.expiring.v1",
        "contract.review-due.v1",
    ];

    public override ImmutableArray<string> ReadsFrom => [PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _rules.Clear();
        foreach (var happened in batch)
        {
            _rules[happened.Position] = await policies.RegisterAtAsync(
                happened.Key.Tenant, happened.RecordedAt, cancellationToken);
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (Near(happened.Body) is not { } near)
        {
            yield break;
        }

        var rules = _rules[happened.Position];
        var template = rules.TemplateOf(near.Subject)
            ?? throw new InvalidOperationException($"{rules.Id}.v{rules.Version} has no template {near.Subject}");
        var cause = string.Create(
            CultureInfo.InvariantCulture, $"{near.Subject}/{near.Code}/{near.EndsAt:yyyyMMddHHmmss}/{near.Days}");
        foreach (var role in rules.NoticeRoles)
        {
            foreach (var channel in rules.NoticeChannels)
            {
                var id = NoticeEntity.IdOf(happened.Key.Id, cause, role, channel);
                yield return new Reaction(
                    new EntityKey(happened.Key.Tenant, NoticeEntity.TypeName, id),
                    new QueueNotice(
                        id, happened.Key.Id, near.Holder, cause, role, channel, Fill(template.SubjectEn, near),
                        Fill(template.SubjectZh, near), Fill(template.BodyEn, near), Fill(template.BodyZh, near),
                        ContractorIds.Contractor(happened.Key.Tenant, near.Contractor)));
            }
        }
    }

    private static NearEnd? Near(IEvent body) => body switch
    {
        QualificationExpiring e => new(
            ExpirySubjects.Qualification, e.ContractorCode, e.ContractorCode, e.Code, e.EndsAt, e.Days),
        PersonPaperExpiring e => new(
            e.Subject, e.Code, e.ContractorCode, e.Paper.Length == 0 ? e.Code : e.Paper, e.EndsAt, e.Days),
        ContractExpiring e => new(ExpirySubjects.Contract, e.Code, e.ContractorCode, e.Code, e.EndsAt, e.Days),
        ContractReviewDue e => new(
            ExpirySubjects.ContractReview, e.Code, e.ContractorCode, e.Code, e.Until, (e.Until - e.ToldAt).Days),
        _ => null,
    };

    private string Fill(string text, NearEnd near) => text
        .Replace("{contractor}", near.Contractor, StringComparison.Ordinal)
        .Replace("{subject}", near.Subject, StringComparison.Ordinal)
        .Replace("{code}", near.Code, StringComparison.Ordinal)
        .Replace("{days}", near.Days.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(
            "{until}",
            TimeZoneInfo.ConvertTime(near.EndsAt, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            StringComparison.Ordinal);

    private sealed record NearEnd(
        string Subject, string Holder, string Contractor, string Code, DateTimeOffset EndsAt, int Days);
}
