using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment.FollowUp;

/// <summary>
/// Tells people of warnings, reports and tasks through the notice outbox: one notice for each role and channel, whose
/// id follows from the event, so that a replay tells nobody twice.
/// </summary>
internal sealed class FollowUpNotices(TimeZoneInfo zone) : Reactor
{
    public const string ReactorName = "follow-up-notices";

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "month-watch.warning-raised.v1", "rectification.raised.v1", "rectification.returned.v1",
        "rectification.escalated.v1", "process-report.circulated.v1", "suspension.proposed.v1",
    ];

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        WarningRaised e => Tell(
            happened, e.Finding.To,
            new Words(
                $"{e.Month.ContractorCode} {e.Month.Month}", $"warning/{e.WarningId:N}",
                $"{e.Month.ContractorCode} {e.Month.Month}: early warning, {e.Finding.TitleEn}",
                $"{e.Month.ContractorCode} {e.Month.Month} 预警:{e.Finding.TitleZh}",
                e.Finding.TextEn, e.Finding.TextZh)),
        SuspensionProposed { To: { } to } e => Tell(
            happened, to,
            new Words(
                $"{e.ContractorCode} {e.Year}",
                string.Create(
                    CultureInfo.InvariantCulture, $"suspension/{e.Number}/{e.Grounds.Results.Length}"),
                $"{e.ContractorCode} {e.Year}: suspension proposed", $"{e.ContractorCode} {e.Year} 中止合作建议",
                $"{e.Grounds.ReasonEn} ({Results(e)}) Confirm or dismiss it.",
                $"{e.Grounds.ReasonZh}({Results(e)})请确认或驳回。")),
        RectificationRaised e => Tell(
            happened, e.Told,
            new Words(
                e.Number, "rectification/raised", $"{e.Number}: to be put right by {e.ContractorCode}",
                $"{e.Number}:{e.ContractorCode} 整改任务",
                $"{e.Demand} ({e.Source.LabelEn}) Due {Local(e.DueAt)}, responsible {e.Responsible}.",
                $"{e.Demand}({e.Source.LabelZh})期限 {Local(e.DueAt)},责任人 {e.Responsible}。", e.ContractorId)),
        RectificationReturned e => Tell(
            happened, e.Told,
            new Words(
                e.Number, string.Create(CultureInfo.InvariantCulture, $"rectification/returned/{e.Attempt}"),
                $"{e.Number}: proof returned to {e.ContractorCode}", $"{e.Number}:{e.ContractorCode} 整改被退回",
                $"{e.Reason} Due {Local(e.DueAt)}.", $"{e.Reason} 期限 {Local(e.DueAt)}。",
                ContractorIds.Contractor(happened.Key.Tenant, e.ContractorCode))),
        RectificationEscalated e => Tell(
            happened, e.To,
            new Words(
                e.Number,
                string.Create(
                    CultureInfo.InvariantCulture, $"rectification/overdue/{e.DueAt.UtcTicks}/{e.Step}"),
                $"{e.Number}: {e.ContractorCode} is overdue", $"{e.Number}:{e.ContractorCode} 整改逾期",
                $"{e.Demand} It was due {Local(e.DueAt)}.", $"{e.Demand} 期限为 {Local(e.DueAt)}。")),
        ReportCirculated e => Tell(
            happened, e.To,
            new Words(
                $"{e.Subject.Code} {e.Subject.Month}",
                string.Create(CultureInfo.InvariantCulture, $"report/{e.Edition}/{happened.Version}"),
                $"Report of {e.Subject.Code}, {e.Subject.Month}, to be read",
                $"{e.Subject.Code} {e.Subject.Month} 月度报告待阅",
                $"Edition {e.Edition}. Please acknowledge by {Local(e.ReadBy)}.",
                $"第 {e.Edition} 版,请于 {Local(e.ReadBy)} 前签阅。")),
        _ => [],
    };

    private static IEnumerable<Reaction> Tell(RecordedEvent happened, Audience to, Words words)
    {
        foreach (var role in to.Roles)
        {
            foreach (var channel in to.Channels)
            {
                var id = NoticeEntity.IdOf(happened.Key.Id, words.Cause, role, channel);
                yield return new Reaction(
                    new EntityKey(happened.Key.Tenant, NoticeEntity.TypeName, id),
                    new QueueNotice(
                        id, happened.Key.Id, words.Number, words.Cause, role, channel, words.SubjectEn,
                        words.SubjectZh, words.BodyEn, words.BodyZh, words.ContractorId));
            }
        }
    }

    private static string Results(SuspensionProposed e) => string.Join(", ", e.Grounds.Results.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Month}: {r.Score:0.00} {r.Grade}")));

    private string Local(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed record Words(
        string Number,
        string Cause,
        string SubjectEn,
        string SubjectZh,
        string BodyEn,
        string BodyZh,
        Guid? ContractorId = null);
}
