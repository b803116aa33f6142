using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;

namespace FieldOps.Assessment;

/// <summary>Follows every line and amount of a sheet to its facts, and these to the events of the log.</summary>
internal sealed class MonthExplained(IEntities entities, LogReader log, ExplainedMoney money)
{
    /// <summary>
    /// Orders whose own events are shown: those that cost something, not the thousands that did not; and so many of
    /// each line that counts visits.
    /// </summary>
    public const int OrdersMax = 500;

    private static readonly WorkOrderEntity s_order = new();

    public async Task<(ExplainModel? Model, Refusal? Refusal)> OfAsync(
        ApiCall call, Guid month, CancellationToken cancellationToken)
    {
        var key = call.Key(MonthRef.EntityType, month);
        var snapshot = await entities.ReadAsync(key, cancellationToken);
        if (snapshot.Version == 0)
        {
            return (null, Refusal.Of(MonthRefusals.Unknown));
        }

        var state = (MonthState)snapshot.State;
        if (state.Sheet is not { } sheet || !MonthAccess.SeesSheet(call.By, state))
        {
            return (null, Refusal.Of(MonthRefusals.NotComputed));
        }

        var own = await OwnEventsAsync(key, cancellationToken);
        var events = own.SelectMany(e => SubjectsOf(e.Body).Select(id => (Id: id, Event: EventModel.Of(e))))
            .ToLookup(e => e.Id, e => e.Event);
        var visits = ExplainedVisits.Of(state);
        var orders = await OrderEventsAsync(call, sheet.Score, visits, cancellationToken);
        var lots = await money.LotsAsync(
            call, sheet, own.Last(e => e.Body is MonthSheetComputed).Position, cancellationToken);
        ExplainedFactModel Fact(FactRef fact) => new(
            fact.Id, fact.Label, fact.Role, fact.Detail,
            [.. orders[fact.Id].Concat(events[fact.Id]).OrderBy(e => e.Position)]);
        ExplainedMoneyModel Visits(StatementItem item) =>
            Money(item, ExplainedVisits.ShownOf(visits, StatementPaths.Of(item)!).Select(o =>
                Fact(new FactRef(o.OrderId, o.Number, "visit", o.Ended!.Attribution)))) with
            {
                OrdersAt = ExplainedVisits.PagesOf(state, StatementPaths.Of(item)!),
            };
        var items = await ItemsAsync(call, state, sheet, own, Visits, cancellationToken);
        return (
            new ExplainModel(
                state.Month!.ContractorCode, state.Month.Month, sheet.Number, sheet.Score.Score,
                sheet.Statement.TotalCny,
                [
                    .. sheet.Score.Lines.Select(l => new ExplainedLineModel(
                        l.Path, l.Points, l.Deduction, l.TextZh, l.TextEn, l.Source, [.. l.Refs.Select(Fact)])),
                ],
                lots,
                items,
                [.. sheet.Score.Excluded.Select(Fact)],
                [.. own.Where(e => IsStep(e.Body)).Select(EventModel.Of)])
            {
                Withdrawn = [.. WithdrawnOf(state, events)],
            },
            null);
    }

    private static IEnumerable<ExplainedFactModel> WithdrawnOf(MonthState state, ILookup<Guid, EventModel> events) =>
        state.Marks.Values.Where(m => m.PointsNow() is null)
            .Select(m => new ExplainedFactModel(
                m.MarkId, m.Subject ?? m.Path, "withdrawn-mark", m.Corrected!.Reason, [.. events[m.MarkId]]))
            .Concat(state.Works.Values.Where(w => w.Withdrawn is not null)
                .Select(w => new ExplainedFactModel(
                    w.WorkId, w.TermsId, "withdrawn-work", w.Withdrawn!.Reason, [.. events[w.WorkId]])));

    // Corrections stand in the statement as they were carried, behind all else.
    private async Task<IReadOnlyList<ExplainedMoneyModel>> ItemsAsync(
        ApiCall call,
        MonthState state,
        SheetOfNow sheet,
        List<RecordedEvent> own,
        Func<StatementItem, ExplainedMoneyModel> visits,
        CancellationToken cancellationToken)
    {
        var events = own.SelectMany(e => SubjectsOf(e.Body).Select(id => (Id: id, Event: EventModel.Of(e))))
            .ToLookup(e => e.Id, e => e.Event);
        var corrections = await money.CorrectionsAsync(call, state, cancellationToken);
        var carried = new Queue<CarriedCorrection>(state.Carried);
        return
        [
            .. (sheet.Statement.Items ?? []).Select(i =>
                i.Kind == StatementItemKind.Correction && carried.TryDequeue(out var correction)
                    ? Carried(state, i, correction, corrections, own)
                    : i.IsCounted() ? visits(i)
                    : Money(i, i.Refs.Select(r =>
                        new ExplainedFactModel(r.Id, r.Label, RoleOf(i), r.Detail, [.. events[r.Id]])))),
        ];
    }

    private static ExplainedMoneyModel Carried(
        MonthState state,
        StatementItem item,
        CarriedCorrection carried,
        ILookup<(string Month, int Number), EventModel> corrections,
        List<RecordedEvent> own)
    {
        var here = own.Where(e => e.Body is MonthCorrectionCarried c
            && (c.Correction.FromMonth, c.Correction.Number) == (carried.FromMonth, carried.Number));
        return Money(
            item,
            [
                new ExplainedFactModel(
                    MonthRef.IdOf(state.Month!.ContractorId, carried.FromMonth),
                    $"{carried.FromMonth} #{carried.Number}", "correction", carried.Reason,
                    [
                        .. corrections[(carried.FromMonth, carried.Number)].Concat(here.Select(EventModel.Of))
                            .OrderBy(e => e.Position),
                    ]),
            ]);
    }

    private static ExplainedMoneyModel Money(StatementItem item, IEnumerable<ExplainedFactModel> facts) => new(
        item.Kind.ToString().ToLowerInvariant(), item.Code, item.AmountCny, item.TextZh, item.TextEn, null, [.. facts]);

    private static string RoleOf(StatementItem item) => item.Kind switch
    {
        StatementItemKind.Adjustment => "objection",
        StatementItemKind.Correction => "correction",
        _ => "work",
    };

    private async Task<List<RecordedEvent>> OwnEventsAsync(EntityKey key, CancellationToken cancellationToken)
    {
        var all = new List<RecordedEvent>();
        while (await log.ReadOfAsync(
            key, all.Count == 0 ? 0 : all[^1].Version, LogReader.PageMax, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    private async Task<ILookup<Guid, EventModel>> OrderEventsAsync(
        ApiCall call, ScoreSheet sheet, ILookup<string, OrderFact> visits, CancellationToken cancellationToken)
    {
        var ids = sheet.Lines.SelectMany(l => l.Refs).Concat(sheet.Excluded)
            .Where(r => r.Role is not ("finding" or "violation" or "mark" or "reading"))
            .Select(r => r.Id).Distinct().Take(OrdersMax)
            .Union(visits.SelectMany(line => ExplainedVisits.ShownOf(visits, line.Key)).Select(o => o.OrderId))
            .Select(id => (call.Key(s_order.Type, id), int.MaxValue)).ToArray();
        var found = ids.Length == 0
            ? []
            : await log.ReadHistoriesAsync(ids, s_order.Events.Keys, cancellationToken);
        return found.ToLookup(e => e.Key.Id, EventModel.Of);
    }

    private static bool IsStep(IEvent happened) =>
        happened is MonthLinesDisputed or MonthDisputeDecided || !SubjectsOf(happened).Any();

    /// <summary>The facts and objections that an event is about; none for the other steps of the sheet.</summary>
    private static IEnumerable<Guid> SubjectsOf(IEvent happened) => happened switch
    {
        MonthOrderEntered e => [e.Order.OrderId],
        MonthOutcomeRecorded e => [e.Order.OrderId],
        MonthOrderWithdrawn e => [e.OrderId],
        MonthFindingRecorded e => [e.Finding.FindingId],
        MonthViolationRecorded e => [e.Violation.ViolationId],
        MonthMarkRecorded e => [e.Mark.MarkId],
        MonthMarkCorrected e => [e.MarkId],
        MonthReadingRecorded e => [e.Reading.ReadingId],
        MonthReadingCorrected e => [e.ReadingId],
        MonthWorkRecorded e => [e.Work.WorkId],
        MonthWorkWithdrawn e => [e.WorkId],
        MonthLinesDisputed e => e.Disputes.Select(d => d.DisputeId),
        MonthDisputeDecided e => [e.DisputeId],
        MonthLateFactRecorded e => [e.Late.SubjectId()],
        _ => [],
    };
}

/// <summary>A month's sheet and money, down to the events.</summary>
internal sealed record ExplainModel(
    string ContractorCode,
    string Month,
    int SheetNumber,
    decimal? Score,
    decimal TotalCny,
    IReadOnlyList<ExplainedLineModel> Lines,
    IReadOnlyList<ExplainedMoneyModel> Lots,
    IReadOnlyList<ExplainedMoneyModel> Items,
    IReadOnlyList<ExplainedFactModel> Excluded,
    IReadOnlyList<EventModel> Steps)
{
    /// <summary>Marks and works that were taken back: they count for nothing.</summary>
    public IReadOnlyList<ExplainedFactModel> Withdrawn { get; init; } = [];
}

/// <summary>A line with its facts.</summary>
internal sealed record ExplainedLineModel(
    string Path,
    decimal Points,
    decimal Deduction,
    string TextZh,
    string TextEn,
    string Source,
    IReadOnlyList<ExplainedFactModel> Facts);

/// <summary>An amount with its facts; a lot's follows from the score.</summary>
internal sealed record ExplainedMoneyModel(
    string Kind,
    string Code,
    decimal AmountCny,
    string TextZh,
    string TextEn,
    decimal? Score,
    IReadOnlyList<ExplainedFactModel> Facts)
{
    /// <summary>
    /// Where the orders that it counts are read page by page, for it shows the first alone; null for what counts none.
    /// </summary>
    public string? OrdersAt { get; init; }
}

/// <summary>A fact with the events that tell it.</summary>
internal sealed record ExplainedFactModel(
    Guid Id, string Label, string Role, string? Detail, IReadOnlyList<EventModel> Events);

/// <summary>An event of the log.</summary>
internal sealed record EventModel(
    long Position, string EntityType, Guid EntityId, int Version, string Name, DateTimeOffset RecordedAt, string By)
{
    public static EventModel Of(RecordedEvent e) => new(
        e.Position, e.Key.Type, e.Key.Id, e.Version, e.Name, e.RecordedAt, e.By.Id);
}
