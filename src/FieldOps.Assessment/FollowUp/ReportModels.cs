using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Reports;

namespace FieldOps.Assessment.FollowUp;

/// <summary>A report to publish; the reason is for a further edition.</summary>
internal sealed record PublishReportBody(string? Reason = null);

/// <summary>Whom to send a report; those of the rules when nobody is named.</summary>
internal sealed record CirculateReportBody(IReadOnlyList<ReaderBody>? Readers = null, int? ReadDays = null);

/// <summary>A role of the operator, or of a contractor.</summary>
internal sealed record ReaderBody(string Role, string? Contractor = null);

/// <summary>The edition that was read.</summary>
internal sealed record AcknowledgeReportBody(int Edition);

/// <summary>A report in a list.</summary>
internal sealed record ReportLineModel(
    Guid ReportId,
    ReportKind Kind,
    string Code,
    string Month,
    int Edition,
    string PublishedAt,
    IReadOnlyList<ReportReader> Unread,
    int CorrectionsSince)
{
    public static ReportLineModel Of(ListedReport listed) => new(
        listed.State.ReportId, listed.State.Subject!.Kind, listed.State.Subject.Code, listed.State.Subject.Month,
        listed.Editions, listed.PublishedAt, listed.State.UnreadOf(listed.Editions),
        listed.State.Notes.Count(n => n.Edition == listed.Editions));
}

/// <summary>A report that is not published.</summary>
internal sealed record ReportDraftModel(
    ReportSubject Subject, ImmutableArray<string> Unpublished, ReportContent Content);

/// <summary>An edition of a report, who reads it, and what was corrected since.</summary>
internal sealed record ReportModel(
    Guid ReportId,
    ReportSubject Subject,
    int Edition,
    int Editions,
    string? Reason,
    string PublishedBy,
    DateTimeOffset PublishedAt,
    ReportContent Content,
    IReadOnlyList<ReaderModel> Readers,
    IReadOnlyList<ReportReader> Unread,
    IReadOnlyList<ReportCorrection> CorrectionsSince)
{
    public static ReportModel Of(ProcessReportState state, ReportEdition edition) => new(
        state.ReportId, state.Subject!, edition.Number, state.Editions.Length, edition.Reason, edition.PublishedBy,
        edition.PublishedAt, edition.Content,
        [
            .. state.Circulations.Where(c => c.Edition == edition.Number).SelectMany(c => c.Readers.Select(r =>
                new ReaderModel(
                    r, c.ReadBy,
                    [
                        .. state.Read.Where(a => a.Edition == edition.Number && a.Reader == r)
                            .Select(a => new ReadingModel(a.By, a.At)),
                    ]))),
        ],
        state.UnreadOf(edition.Number),
        [.. state.Notes.Where(n => n.Edition >= edition.Number).Select(n => n.Correction)]);
}

/// <summary>Somebody who is to read a report, and who has done so when.</summary>
internal sealed record ReaderModel(ReportReader Reader, DateTimeOffset ReadBy, IReadOnlyList<ReadingModel> Read);

/// <summary>Who, when.</summary>
internal sealed record ReadingModel(string By, DateTimeOffset At);
