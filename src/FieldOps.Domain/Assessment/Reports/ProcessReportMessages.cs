using System.Collections.Immutable;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Reports;

/// <summary>
/// <c>process-report.publish</c>: fixes the report as it is now. The same content again changes nothing; another one
/// needs a reason and becomes the next edition, beside the earlier ones.
/// </summary>
/// <param name="ReportId">The report.</param>
/// <param name="Subject">Of what.</param>
/// <param name="Content">What it shows.</param>
/// <param name="Unpublished">Contractors whose month is not published; none may be.</param>
/// <param name="Reason">Why there is another edition, 1 to 2,000 characters; null for the first.</param>
public sealed record PublishReport(
    Guid ReportId,
    ReportSubject Subject,
    ReportContent Content,
    ImmutableArray<string> Unpublished,
    string? Reason) : ICommand;

/// <summary><c>process-report.circulate</c>: sends it to those concerned.</summary>
/// <param name="Readers">Who is to read it; each once.</param>
/// <param name="Channels">Channels of the notice outbox.</param>
/// <param name="ReadDays">Days in which it is to be read.</param>
public sealed record CirculateReport(
    ImmutableArray<ReportReader> Readers, ImmutableArray<string> Channels, int ReadDays) : ICommand;

/// <summary><c>process-report.acknowledge</c>: "I have read it".</summary>
/// <param name="Edition">Which edition.</param>
public sealed record AcknowledgeReport(int Edition) : ICommand;

/// <summary><c>process-report.note-correction</c>: a month in it was corrected. By the product.</summary>
/// <param name="Correction">What was corrected.</param>
public sealed record NoteReportCorrection(ReportCorrection Correction) : ICommand;

/// <summary><c>process-report.published.v1</c>: self-contained; no later change touches it.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Subject">Of what.</param>
/// <param name="Edition">1 for the first.</param>
/// <param name="Content">What it shows.</param>
/// <param name="Reason">Why there is another edition; null for the first.</param>
/// <param name="PublishedBy">Actor id.</param>
/// <param name="PublishedAt">UTC.</param>
public sealed record ReportPublished(
    Guid ReportId,
    ReportSubject Subject,
    int Edition,
    ReportContent Content,
    string? Reason,
    string PublishedBy,
    DateTimeOffset PublishedAt) : IEvent;

/// <summary><c>process-report.circulated.v1</c>.</summary>
/// <param name="Subject">Of what.</param>
/// <param name="Edition">Which edition.</param>
/// <param name="To">Who is to read it, and how they are told.</param>
/// <param name="Readers">Who is to read it.</param>
/// <param name="ReadBy">Until when, UTC.</param>
/// <param name="CirculatedBy">Actor id.</param>
/// <param name="CirculatedAt">UTC.</param>
public sealed record ReportCirculated(
    ReportSubject Subject,
    int Edition,
    Audience To,
    ImmutableArray<ReportReader> Readers,
    DateTimeOffset ReadBy,
    string CirculatedBy,
    DateTimeOffset CirculatedAt) : IEvent;

/// <summary><c>process-report.acknowledged.v1</c>.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="Reader">As whom.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record ReportAcknowledged(int Edition, ReportReader Reader, string By, DateTimeOffset At) : IEvent;

/// <summary><c>process-report.correction-noted.v1</c>: stands beside the report, which stays as it is.</summary>
/// <param name="Edition">The edition of then.</param>
/// <param name="Correction">What was corrected.</param>
public sealed record ReportCorrectionNoted(int Edition, ReportCorrection Correction) : IEvent;
