using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;

namespace FieldOps.Assessment;

/// <summary>
/// The events behind amounts that follow from what other entities hold: a lot's terms, an earlier month's correction.
/// </summary>
internal sealed class ExplainedMoney(LogReader log)
{
    private static readonly ContractLotEntity s_lot = new();

    private static readonly string[] s_corrections =
    [
        "contractor-month.correction-computed.v1", "contractor-month.late-fact-recorded.v1",
        "contractor-month.late-record-told.v1", "contractor-month.late-mark-corrected.v1",
        "contractor-month.late-cables-told.v1",
    ];

    /// <summary>What lots pay, each with the events of its terms before the sheet.</summary>
    public async Task<IReadOnlyList<ExplainedMoneyModel>> LotsAsync(
        ApiCall call, SheetOfNow sheet, long computedAt, CancellationToken cancellationToken)
    {
        var lots = sheet.Statement.Lines;
        var events = (await HistoriesAsync(
            [.. lots.Select(l => call.Key(s_lot.Type, l.LotId)).Distinct()], s_lot.Events.Keys, cancellationToken))
            .Where(e => e.Position < computedAt).ToLookup(e => e.Key.Id, EventModel.Of);
        return
        [
            .. lots.Select(l => new ExplainedMoneyModel(
                "lot", l.LotCode, l.AmountCny, l.TextZh, l.TextEn, sheet.Score.Score,
                [new ExplainedFactModel(l.LotId, l.LotCode, "lot", null, [.. events[l.LotId]])])),
        ];
    }

    /// <summary>
    /// By the month and number of a correction that this month carries: the facts that came late there, and the
    /// correction.
    /// </summary>
    public async Task<ILookup<(string Month, int Number), EventModel>> CorrectionsAsync(
        ApiCall call, MonthState state, CancellationToken cancellationToken)
    {
        var from = state.Carried.Select(c => c.FromMonth).Distinct(StringComparer.Ordinal)
            .ToDictionary(m => MonthRef.IdOf(state.Month!.ContractorId, m), m => m);
        var events = await HistoriesAsync(
            [.. from.Keys.Select(id => call.Key(MonthRef.EntityType, id))], s_corrections, cancellationToken);
        return events.GroupBy(e => e.Key.Id)
            .SelectMany(month => Numbered(month).Select(e => (Key: (from[month.Key], e.Number), e.Event)))
            .ToLookup(e => e.Key, e => EventModel.Of(e.Event));
    }

    // A correction rests on what came late since the one before it.
    private static IEnumerable<(int Number, RecordedEvent Event)> Numbered(IEnumerable<RecordedEvent> month)
    {
        var number = 1;
        foreach (var happened in month.OrderBy(e => e.Position))
        {
            yield return (number, happened);
            number += happened.Body is MonthCorrectionComputed ? 1 : 0;
        }
    }

    private async Task<List<RecordedEvent>> HistoriesAsync(
        EntityKey[] keys, IEnumerable<string> names, CancellationToken cancellationToken) =>
        keys.Length == 0
            ? []
            : await log.ReadHistoriesAsync([.. keys.Select(k => (k, int.MaxValue))], names, cancellationToken);
}
