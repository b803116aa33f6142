using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Reports;

/// <summary>
/// The monthly process report of a contractor or a branch (domain reference, 5.7): fixed when published, sent to those
/// concerned, acknowledged; what is corrected later stands beside it.
/// </summary>
public sealed class ProcessReportEntity : EntityDefinition<ProcessReportState>
{
    private const int ReasonCharactersMax = 2_000;

    /// <inheritdoc/>
    public override string Type => ProcessReportState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["process-report.published.v1"] = typeof(ReportPublished),
        ["process-report.circulated.v1"] = typeof(ReportCirculated),
        ["process-report.acknowledged.v1"] = typeof(ReportAcknowledged),
        ["process-report.correction-noted.v1"] = typeof(ReportCorrectionNoted),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["process-report.publish"] = typeof(PublishReport),
        ["process-report.circulate"] = typeof(CirculateReport),
        ["process-report.acknowledge"] = typeof(AcknowledgeReport),
        ["process-report.note-correction"] = typeof(NoteReportCorrection),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ProcessReportState);

    /// <inheritdoc/>
    public override ProcessReportState Initial => ProcessReportState.None;

    /// <inheritdoc/>
    public override Decision Decide(ProcessReportState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            PublishReport wish => Publish(state, wish, by, now),
            _ when state.Subject is null => Decision.Refuse(ProcessReportRefusals.Unknown),
            CirculateReport wish => Circulate(state, wish, by, now),
            AcknowledgeReport wish => Acknowledge(state, wish, by, now),
            NoteReportCorrection wish => FollowUpRights.Note.RefusalOf(by) is { } no
                ? Decision.Refuse(no)
                : Decision.Of(new ReportCorrectionNoted(state.Editions.Length, wish.Correction)),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override ProcessReportState Evolve(ProcessReportState state, IEvent happened) => happened switch
    {
        ReportPublished e => state with
        {
            ReportId = e.ReportId,
            Subject = e.Subject,
            Editions = state.Editions.Add(
                new ReportEdition(e.Edition, e.Content, e.Reason, e.PublishedBy, e.PublishedAt)),
        },
        ReportCirculated e => state with
        {
            Circulations = state.Circulations.Add(
                new ReportCirculation(e.Edition, e.Readers, e.ReadBy, e.CirculatedBy, e.CirculatedAt)),
        },
        ReportAcknowledged e => state with
        {
            Read = state.Read.Add(new ReportReading(e.Edition, e.Reader, e.By, e.At)),
        },
        ReportCorrectionNoted e => state with { Notes = state.Notes.Add(new ReportNote(e.Edition, e.Correction)) },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(ProcessReportState state) => state;

    private static Decision Publish(ProcessReportState state, PublishReport wish, Actor by, DateTimeOffset now)
    {
        if (Foreign(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!wish.Unpublished.IsEmpty)
        {
            return Decision.Refuse(
                ProcessReportRefusals.MonthsOpen, ("contractors", string.Join(", ", wish.Unpublished)));
        }

        if (wish.Content.Months.IsEmpty)
        {
            return Decision.Refuse(ProcessReportRefusals.Empty);
        }

        var edition = state.Editions.Length;
        if (edition == 0)
        {
            return Decision.Of(
                new ReportPublished(wish.ReportId, wish.Subject, 1, wish.Content, null, by.Id, now));
        }

        if (SaysSame(state.Editions[^1].Content, wish.Content))
        {
            return Decision.Nothing;
        }

        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > ReasonCharactersMax)
        {
            return Decision.Refuse(ProcessReportRefusals.ReasonMissing, ("edition", Text(edition)));
        }

        return edition < ProcessReportRefusals.EditionsMax
            ? Decision.Of(new ReportPublished(
                wish.ReportId, wish.Subject, edition + 1, wish.Content, wish.Reason, by.Id, now))
            : Decision.Refuse(ProcessReportRefusals.TooManyEditions, ("count", Text(edition)));
    }

    private static Decision Circulate(ProcessReportState state, CirculateReport wish, Actor by, DateTimeOffset now)
    {
        if (Foreign(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        ImmutableArray<ReportReader> readers = [.. wish.Readers.Distinct()];
        if (readers.Length is 0 or > ProcessReportRefusals.ReadersMax
            || readers.Any(r => string.IsNullOrWhiteSpace(r.Role) || !MayRead(state.Subject!, r.ContractorId)))
        {
            return Decision.Refuse(ProcessReportRefusals.ReadersInvalid);
        }

        var edition = state.Editions.Length;
        var asked = state.Circulations.Where(c => c.Edition == edition).SelectMany(c => c.Readers).ToHashSet();
        ImmutableArray<ReportReader> fresh = [.. readers.Where(r => !asked.Contains(r))];
        return fresh.IsEmpty
            ? Decision.Nothing
            : Decision.Of(new ReportCirculated(
                state.Subject!, edition,
                new Audience([.. fresh.Select(r => r.Role).Distinct(StringComparer.Ordinal)], wish.Channels), fresh,
                now.AddDays(wish.ReadDays), by.Id, now));
    }

    private static Decision Acknowledge(
        ProcessReportState state, AcknowledgeReport wish, Actor by, DateTimeOffset now)
    {
        if (wish.Edition < 1 || wish.Edition > state.Editions.Length || !MayRead(state.Subject!, by.ContractorId))
        {
            return Decision.Refuse(ProcessReportRefusals.Unknown);
        }

        var reader = new ReportReader(by.Role, by.ContractorId);
        if (!state.Circulations.Any(c => c.Edition == wish.Edition && c.Readers.Contains(reader)))
        {
            return Decision.Refuse(ProcessReportRefusals.NotReader, ("role", by.Role));
        }

        return state.Read.Any(r => r.Edition == wish.Edition && r.Reader == reader && r.By == by.Id)
            ? Decision.Nothing
            : Decision.Of(new ReportAcknowledged(wish.Edition, reader, by.Id, now));
    }

    private static Refusal? Foreign(Actor by) => FollowUpRights.Keep.RefusalOf(by);

    // A branch report compares companies with each other: it is none of theirs.
    private static bool MayRead(ReportSubject subject, Guid? contractor) =>
        contractor is not { } id || (subject.Kind == ReportKind.Contractor && subject.ContractorIds.Contains(id));

    private static bool SaysSame(ReportContent left, ReportContent right) =>
        left.TotalCny == right.TotalCny
        && left.Months.Select(Timeless).SequenceEqual(right.Months.Select(Timeless))
        && left.Indicators.SequenceEqual(right.Indicators)
        && left.TopFaults.SequenceEqual(right.TopFaults)
        && left.Violations.SequenceEqual(right.Violations)
        && left.Corrections.SequenceEqual(right.Corrections);

    // That a month goes on from published to settled changes nothing that the report says.
    private static ReportSheet Timeless(ReportSheet sheet) => sheet with { Status = MonthStatus.Published };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
