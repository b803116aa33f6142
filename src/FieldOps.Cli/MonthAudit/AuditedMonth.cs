using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>One contractor month as its stored events tell it: the facts that a sheet must follow from.</summary>
internal sealed class AuditedMonth
{
    private readonly List<JsonElement> _late = [];

    /// <summary>Late facts, in the order of coming, that no re-opening has taken in.</summary>
    public int Late => _late.Count;

    public string Name { get; private set; } = "";

    public string Month { get; private set; } = "";

    public Guid Contractor { get; private set; }

    /// <summary>Order to its fact; how it ended and why it left stand inside.</summary>
    public Dictionary<Guid, JsonElement> Orders { get; private set; } = [];

    public Dictionary<Guid, JsonElement> Withdrawn { get; private init; } = [];

    public Dictionary<Guid, JsonElement> Findings { get; private set; } = [];

    public Dictionary<Guid, JsonElement> Violations { get; private init; } = [];

    /// <summary>The marks of a table that were not taken back, with the points that count.</summary>
    public IEnumerable<(Guid Id, string Path, decimal Points)> MarksOf(string scheme) =>
        from mark in Marks
        where mark.Value.Str("schemeId") == scheme
        let points = Points.TryGetValue(mark.Key, out var now) ? now : mark.Value.Dec("points")
        where points is not null
        select (mark.Key, mark.Value.Str("path"), points.Value);

    private Dictionary<Guid, JsonElement> Marks { get; init; } = [];

    // What counts in place of a mark; null where nothing does.
    private Dictionary<Guid, decimal?> Points { get; init; } = [];

    public Dictionary<Guid, JsonElement> Readings { get; private init; } = [];

    public Dictionary<Guid, JsonElement> Corrected { get; private init; } = [];

    public Dictionary<Guid, JsonElement> Works { get; private init; } = [];

    /// <summary>What corrections of earlier months bring here, as the audit has them.</summary>
    public List<decimal> Carried { get; private init; } = [];

    /// <summary>Its own corrections as the audit has them, by their number from 1.</summary>
    public List<AuditedCorrection> Corrections { get; } = [];

    /// <summary>What its lots pay, as they stood when its last sheet was computed.</summary>
    public AuditedFee[] Fees { get; set; } = [];

    /// <summary>Those of them that were made before it was last opened again: its sheet takes them off.</summary>
    public int CorrectionsBefore { get; private set; }

    /// <summary>What later months pay or take back for it already, as the audit has it.</summary>
    public decimal PaidElsewhere { get; private set; }

    /// <summary>
    /// What objections corrected, with the log position of each decision and what its lots paid by then.
    /// </summary>
    public List<(long Position, JsonElement Body, AuditedFee[] Fees)> Adjustments { get; private init; } = [];

    /// <summary>The log position that its facts are fixed at.</summary>
    public long FrozenAt { get; private set; }

    /// <summary>Orders of the months before, of those that the sheet to be judged had to know.</summary>
    public JsonElement[] Earlier { get; set; } = [];

    /// <summary>
    /// Orders of the months before by rule, where a rule was short of its own when the last sheet was computed.
    /// </summary>
    public Dictionary<string, JsonElement[]> Rolled { get; set; } = [];

    /// <summary>The price list by which its first sheet counted visits, and its version; null for none.</summary>
    public (string List, int Version)? CountsBy { get; private set; }

    /// <summary>Prices of visits that its sheets had to count from the month's orders.</summary>
    public JsonElement[] VisitPrices { get; set; } = [];

    /// <summary>The last sheet that was computed; undefined before.</summary>
    public JsonElement Sheet { get; private set; }

    /// <summary>What the audit itself made of its sheets, by their number.</summary>
    public Dictionary<int, (decimal? Score, decimal TotalCny)> Own { get; } = [];

    /// <summary>The sheet that it is settled by; null before, and while it is open again.</summary>
    public int? SettledBy { get; private set; }

    private int? _lastSettledBy;

    /// <summary>
    /// Whether a quarter may rest on a sheet: the one that settled the month, or did so last where it is open again.
    /// </summary>
    public bool MayPayBy(int sheet) => sheet == (SettledBy ?? _lastSettledBy);

    /// <summary>
    /// The score by one of its sheets, as corrected where so many late facts were counted beside the last one.
    /// </summary>
    public decimal? ScoreBy(int sheet, int lateFacts)
    {
        var corrected = sheet == Own.Keys.Max()
            ? Corrections.Skip(CorrectionsBefore).LastOrDefault(c => c.LateFacts <= lateFacts)
            : null;
        return corrected is null ? Own[sheet].Score : corrected.Score;
    }

    /// <summary>Takes an event.</summary>
    public void Take(string name, JsonElement body, long position)
    {
        var verb = name["contractor-month.".Length..^".v1".Length];
        switch (verb)
        {
            case "opened":
                Open(body.Of("month"));
                break;
            case "late-fact-recorded" or "late-record-told" or "late-mark-corrected" or "late-cables-told":
                _late.Add(body.Of("late"));
                break;
            case "frozen":
                FrozenAt = body.Of("logPosition").GetInt64();
                Cut(FrozenAt);
                break;
            case "settled":
                SettledBy = body.Of("sheetNumber").GetInt32();
                _lastSettledBy = SettledBy;
                break;
            case "reopened" or "corrected-reopened":
                Reopen();
                break;
            case "sheet-computed" or "rolled-sheet-computed" or "counted-sheet-computed":
                CountsBy = Sheet.ValueKind == JsonValueKind.Undefined ? AuditVisits.NamedBy(body) : CountsBy;
                Sheet = body;
                break;
            case "dispute-decided" when body.Has("adjustment"):
                Adjustments.Add((position, body.Of("adjustment"), Fees));
                break;
            default:
                TakeFact(verb, body);
                break;
        }
    }

    /// <summary>
    /// Its orders that had ended and not left, as the log told at a position, without what was objected to.
    /// </summary>
    public IEnumerable<JsonElement> EndedAt(long position)
    {
        var told = new Dictionary<Guid, JsonElement>(Orders);
        var left = new Dictionary<Guid, JsonElement>(Withdrawn);
        foreach (var late in _late)
        {
            if (late.Has("outcome"))
            {
                var order = late.Of("outcome").Of("order");
                if (order.Of("ended").Of("from").GetInt64() <= position)
                {
                    told[order.Id("orderId")] = order;
                    left.Remove(order.Id("orderId"));
                }
            }
            else if (late.Has("withdrawn"))
            {
                left[late.Of("withdrawn").Id("orderId")] = late.Of("withdrawn").Of("withdrawn");
            }
        }

        // Objections of logs from before their position was kept count as known.
        var without = Adjustments.Where(a => !a.Body.Has("from") || a.Position <= position)
            .Select(a => a.Body.IdOr("factId")).ToHashSet();
        return told.Values.Select(o => AuditEarlier.At(o, position)).OfType<JsonElement>().Where(o =>
            !without.Contains(o.Id("orderId"))
            && !(left.TryGetValue(o.Id("orderId"), out var gone) && gone.Of("from").GetInt64() <= position));
    }

    /// <summary>The month with what came late, as a correction counts it; this one stays as it is.</summary>
    public AuditedMonth WithLate() => WithLate(_late.Count, Adjustments);

    /// <summary>
    /// The month with so many of the late facts, from the first, as another scheme than its sheet's reads it: a fact
    /// that an objection took out counts in none, while the points that one said are of a line of the sheet.
    /// </summary>
    public AuditedMonth ForOtherTable(int count) =>
        WithLate(count, [.. Adjustments.Where(a => a.Body.Has("factId"))]);

    /// <summary>
    /// The facts of several months as those of one longer period, in which nothing rolls. An objection to an order of
    /// the months before says nothing of it in its own.
    /// </summary>
    public static AuditedMonth Union(IReadOnlyCollection<AuditedMonth> months)
    {
        var told = months.SelectMany(m => m.Adjustments.Where(a => m.Knows(a.Body.IdOr("factId")))).ToArray();
        var orders = One(months, m => m.Orders);
        // An order of the period that an objection took out was no fault of any of its months.
        var gone = told.Select(a => a.Body.IdOr("factId")).Where(id => id is { } order && orders.ContainsKey(order))
            .ToHashSet();
        return new()
        {
            Orders = orders,
            Withdrawn = One(months, m => m.Withdrawn),
            Findings = One(months, m => m.Findings),
            Violations = One(months, m => m.Violations),
            Marks = One(months, m => m.Marks),
            Points = One(months, m => m.Points),
            Readings = One(months, m => m.Readings),
            Corrected = One(months, m => m.Corrected),
            Earlier = [.. months.SelectMany(m => m.Earlier).Where(e => !gone.Contains(e.IdOr("orderId")))],
            Adjustments = [.. told],
        };
    }

    /// <summary>The month as if nobody had objected to anything.</summary>
    public AuditedMonth BeforeObjections() => WithLate(0, []);

    private AuditedMonth WithLate(int count, List<(long Position, JsonElement Body, AuditedFee[] Fees)> adjustments)
    {
        var whole = new AuditedMonth
        {
            Name = Name, Month = Month, Contractor = Contractor, FrozenAt = FrozenAt, Sheet = Sheet, Earlier = Earlier,
            Rolled = Rolled, Fees = Fees, Orders = new(Orders), Withdrawn = new(Withdrawn), Findings = new(Findings),
            Violations = new(Violations), Marks = new(Marks), Points = new(Points), Readings = new(Readings),
            Corrected = new(Corrected), Works = new(Works), Carried = Carried, Adjustments = adjustments,
            PaidElsewhere = PaidElsewhere, VisitPrices = VisitPrices,
        };
        _late[..Math.Min(count, _late.Count)].ForEach(whole.TakeLate);
        return whole;
    }

    private bool Knows(Guid? fact) => fact is not { } id || Orders.ContainsKey(id) || Findings.ContainsKey(id)
        || Violations.ContainsKey(id) || Marks.ContainsKey(id) || Readings.ContainsKey(id);

    private static Dictionary<Guid, T> One<T>(
        IEnumerable<AuditedMonth> months, Func<AuditedMonth, Dictionary<Guid, T>> of) =>
        months.SelectMany(of).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Last().Value);

    private void Open(JsonElement month)
    {
        (Month, Contractor) = (month.Str("month"), month.Id("contractorId"));
        Name = $"{month.Str("contractorCode")} {Month}";
    }

    private static JsonElement Unended(JsonElement order)
    {
        var open = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(order)!;
        open.Remove("ended");
        return JsonSerializer.SerializeToElement(open);
    }

    private void Reopen()
    {
        SettledBy = null;
        CorrectionsBefore = Corrections.Count;
        PaidElsewhere = Corrections.Sum(c => c.DifferenceCny);
        _late.ForEach(TakeLate);
        _late.Clear();
    }

    private void TakeOrder(JsonElement order)
    {
        Orders[order.Id("orderId")] = order;
        Withdrawn.Remove(order.Id("orderId"));
    }

    private void TakeFact(string verb, JsonElement body)
    {
        switch (verb)
        {
            case "order-entered" or "outcome-recorded":
                TakeOrder(body.Of("order"));
                break;
            case "order-withdrawn" when Orders.ContainsKey(body.Id("orderId")):
                Withdrawn[body.Id("orderId")] = body.Of("withdrawn");
                break;
            case "finding-recorded":
                Findings[body.Of("finding").Id("findingId")] = body.Of("finding");
                break;
            case "violation-recorded":
                Violations[body.Of("violation").Id("violationId")] = body.Of("violation");
                break;
            case "mark-recorded":
                Marks[body.Of("mark").Id("markId")] = body.Of("mark");
                break;
            case "mark-corrected":
                Points[body.Id("markId")] = body.Of("corrected").DecOr("points");
                break;
            case "reading-recorded":
                Readings[body.Of("reading").Id("readingId")] = body.Of("reading");
                break;
            case "reading-corrected":
                Corrected[body.Id("readingId")] = body.Of("corrected");
                break;
            case "work-recorded" or "cables-recorded":
                Works[body.Of("work").Id("workId")] = body.Of("work");
                break;
            case "work-withdrawn":
                Works.Remove(body.Id("workId"));
                break;
        }
    }

    private void TakeLate(JsonElement late)
    {
        (string Member, string Verb)[] kinds =
        [
            ("entered", "order-entered"), ("outcome", "outcome-recorded"), ("withdrawn", "order-withdrawn"),
            ("finding", "finding-recorded"), ("violation", "violation-recorded"), ("mark", "mark-recorded"),
            ("reading", "reading-recorded"), ("readingCorrected", "reading-corrected"), ("work", "work-recorded"),
            ("workWithdrawn", "work-withdrawn"), ("markCorrected", "mark-corrected"),
        ];
        foreach (var (member, verb) in kinds.Where(k => late.Has(k.Member)))
        {
            if (member != "entered" || !Orders.ContainsKey(late.Of(member).Of("order").Id("orderId")))
            {
                TakeFact(verb, late.Of(member));
            }
        }
    }

    // What stands behind the position waits among the late facts, which the log tells one by one after the freeze.
    private void Cut(long position)
    {
        foreach (var (id, order) in Orders.ToArray())
        {
            if (order.Of("enteredFrom").GetInt64() > position)
            {
                Orders.Remove(id);
                Withdrawn.Remove(id);
            }
            else if (order.Has("ended") && order.Of("ended").Of("from").GetInt64() > position)
            {
                // As it was told by then: a recompute that came behind leaves what it replaced.
                Orders[id] = AuditEarlier.At(order, position) ?? Unended(order);
            }

            if (Withdrawn.TryGetValue(id, out var left) && left.Of("from").GetInt64() > position)
            {
                Withdrawn.Remove(id);
            }
        }

        Findings = Findings.Where(f => f.Value.Of("from").GetInt64() <= position).ToDictionary();
    }
}

/// <summary>A correction as the audit has it.</summary>
/// <param name="Score">With the late facts; null without one.</param>
/// <param name="TotalCny">With the late facts.</param>
/// <param name="DifferenceCny">What a later month pays or takes back.</param>
/// <param name="LateFacts">How many late facts it counted.</param>
internal sealed record AuditedCorrection(decimal? Score, decimal TotalCny, decimal DifferenceCny, int LateFacts)
{
    /// <summary>Whether a month has carried it.</summary>
    public bool IsCarried { get; set; }
}
