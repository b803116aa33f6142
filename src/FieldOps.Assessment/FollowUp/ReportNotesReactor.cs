using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Puts later corrections of a month beside the reports that show it; the reports stay as they are.</summary>
internal sealed class ReportNotesReactor(FollowUpRows rows) : Reactor
{
    public const string ReactorName = "corrections-to-reports";

    private readonly Dictionary<long, (ReportCorrection Note, List<Guid> Reports)> _notes = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "contractor-month.correction-computed.v1", "contractor-month.reopened.v1",
        "contractor-month.corrected-reopened.v1",
    ];

    public override ImmutableArray<string> ReadsFrom => [FollowUpProjection.Schema];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _notes.Clear();
        foreach (var happened in batch)
        {
            var tenant = happened.Key.Tenant;
            if (await rows.MonthAsync(tenant, happened.Key.Id, cancellationToken) is not { } month)
            {
                continue;
            }

            var note = happened.Body switch
            {
                MonthCorrectionComputed e => ReportNotes.Of(month.Code, month.Month, e.Correction),
                MonthReopened e => ReportNotes.Of(month.Code, month.Month, e),
                _ => null,
            };
            if (note is not null)
            {
                _notes[happened.Position] = (
                    note, await rows.ReportsOnAsync(tenant, month.Month, month.ContractorId, cancellationToken));
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) =>
        _notes.TryGetValue(happened.Position, out var found)
            ? found.Reports.Select(id => new Reaction(
                new EntityKey(happened.Key.Tenant, ProcessReportState.EntityType, id),
                new NoteReportCorrection(found.Note)))
            : [];
}
