using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Reports;

/// <summary>A monthly process report as its events left it.</summary>
/// <param name="ReportId">The report; empty before the first event.</param>
/// <param name="Subject">Of what; null before the first event.</param>
/// <param name="Editions">Editions in the order of publishing.</param>
/// <param name="Circulations">To whom it went.</param>
/// <param name="Read">Who has read it.</param>
/// <param name="Notes">Corrections that came after.</param>
public sealed record ProcessReportState(
    Guid ReportId,
    ReportSubject? Subject,
    ImmutableArray<ReportEdition> Editions,
    ImmutableArray<ReportCirculation> Circulations,
    ImmutableArray<ReportReading> Read,
    ImmutableArray<ReportNote> Notes)
{
    /// <summary>Entity type of a report.</summary>
    public const string EntityType = "process-report";

    // Reports of branches have no entity that they follow from.
    private static readonly Guid s_branches = new("2f6d0c51-7f0b-4d0a-9a54-3d2f6b8e1c77");

    /// <summary>Before the first event.</summary>
    public static ProcessReportState None { get; } = new(Guid.Empty, null, [], [], [], []);

    /// <summary>The id of the report of a contractor's month.</summary>
    public static Guid OfContractor(Guid contractorId, string month) =>
        NameBasedId.Of(MonthRef.IdOf(contractorId, month), EntityType);

    /// <summary>The id of the report of a branch's month.</summary>
    public static Guid OfBranch(string tenant, string region, string month) =>
        NameBasedId.Of(s_branches, $"{tenant}/{month}/{region}");

    /// <summary>Who was asked to read an edition and has not.</summary>
    public ImmutableArray<ReportReader> UnreadOf(int edition)
    {
        var asked = Circulations.Where(c => c.Edition == edition).SelectMany(c => c.Readers).Distinct();
        var read = Read.Where(r => r.Edition == edition).Select(r => r.Reader).ToHashSet();
        return [.. asked.Where(r => !read.Contains(r))];
    }
}

/// <summary>What a report is about.</summary>
/// <param name="Kind">A contractor or a branch.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Code">Code of the contractor, or the region.</param>
/// <param name="ContractorIds">The contractors in it.</param>
public sealed record ReportSubject(ReportKind Kind, string Month, string Code, ImmutableArray<Guid> ContractorIds);

/// <summary>Kinds of report.</summary>
public enum ReportKind
{
    /// <summary>Of one contractor.</summary>
    Contractor,

    /// <summary>Of a branch: all crews of a region.</summary>
    Branch,
}

/// <summary>An edition.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Content">What it shows.</param>
/// <param name="Reason">Why there is another one; null for the first.</param>
/// <param name="PublishedBy">Actor id.</param>
/// <param name="PublishedAt">UTC.</param>
public sealed record ReportEdition(
    int Number, ReportContent Content, string? Reason, string PublishedBy, DateTimeOffset PublishedAt);

/// <summary>Somebody who is to read a report: a role, of the operator or of a contractor.</summary>
/// <param name="Role">Role.</param>
/// <param name="ContractorId">The contractor; null for the operator's people.</param>
public sealed record ReportReader(string Role, Guid? ContractorId = null);

/// <summary>A circulation.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="Readers">Who is to read it.</param>
/// <param name="ReadBy">Until when, UTC.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record ReportCirculation(
    int Edition, ImmutableArray<ReportReader> Readers, DateTimeOffset ReadBy, string By, DateTimeOffset At);

/// <summary>Somebody has read an edition.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="Reader">As whom.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record ReportReading(int Edition, ReportReader Reader, string By, DateTimeOffset At);

/// <summary>A correction that came after an edition.</summary>
/// <param name="Edition">The edition of then.</param>
/// <param name="Correction">What was corrected.</param>
public sealed record ReportNote(int Edition, ReportCorrection Correction);

/// <summary>Bounds and refusals of reports.</summary>
public static class ProcessReportRefusals
{
    /// <summary>Editions of one report: every one is the whole report again.</summary>
    public const int EditionsMax = 12;

    /// <summary>Readers of one circulation.</summary>
    public const int ReadersMax = 100;

    /// <summary>There is no such report, or no such edition of it.</summary>
    public const string Unknown = "process-report.unknown";

    /// <summary>Months in it are not published. Facts: <c>contractors</c>.</summary>
    public const string MonthsOpen = "process-report.months-open";

    /// <summary>Nobody has a month in it.</summary>
    public const string Empty = "process-report.empty";

    /// <summary>Published with another content: say why there is another edition. Facts: <c>edition</c>.</summary>
    public const string ReasonMissing = "process-report.reason-missing";

    /// <summary>So many editions. Facts: <c>count</c>.</summary>
    public const string TooManyEditions = "process-report.too-many-editions";

    /// <summary>No reader, or too many.</summary>
    public const string ReadersInvalid = "process-report.readers-invalid";

    /// <summary>It was not sent to this role. Facts: <c>role</c>.</summary>
    public const string NotReader = "process-report.not-reader";
}
