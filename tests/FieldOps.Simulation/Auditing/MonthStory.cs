using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One contractor's month as its own events tell it; facts after the freeze are told as late ones.</summary>
internal sealed class MonthStory
{
    private const string Prefix = "contractor-month.";

    private MonthStory(LogEvent opened)
    {
        Id = opened.Id;
        var month = opened.Body.At("month");
        Contractor = month.Id("contractorId");
        Code = month.Text("contractorCode");
        Month = month.Text("month");
    }

    public Guid Id { get; }

    public Guid Contractor { get; }

    public string Code { get; }

    public string Month { get; }

    public string Name => $"{Code} {Month}";

    /// <summary>Order to where it stands: entered, ended, withdrawn.</summary>
    public Dictionary<Guid, string> Orders { get; } = [];

    /// <summary>Where the sheet stands.</summary>
    public string Status { get; private set; } = "open";

    /// <summary>
    /// Facts about the month that no order tells: findings and violations, in order, with the position.
    /// </summary>
    public List<(long Position, string Kind, JsonElement Fact)> Notes { get; } = [];

    public List<LogEvent> Sheets { get; } = [];

    public LogEvent? Frozen { get; private set; }

    /// <summary>When two people opened it again, in order.</summary>
    public List<LogEvent> Reopenings { get; } = [];

    /// <summary>What late facts made of its published sheet, in order.</summary>
    public List<LogEvent> Corrections { get; } = [];

    /// <summary>Corrections of earlier months that it pays.</summary>
    public List<LogEvent> Carried { get; } = [];

    /// <summary>Every time it was paid.</summary>
    public List<LogEvent> Settlements { get; } = [];

    /// <summary>
    /// The cut that a sheet of this position rests on: the freeze, or the last time before it that the month was opened
    /// again.
    /// </summary>
    public OwnCut CutOf(long sheetAt)
    {
        var frozenAt = Frozen?.Body.GetProperty("logPosition").GetInt64() ?? 0;
        return Reopenings.LastOrDefault(r => r.Position < sheetAt) is { } opened
            ? new OwnCut(opened.Position, opened.Position)
            : new OwnCut(Frozen?.Position ?? 0, frozenAt);
    }

    /// <summary>
    /// Its corrections that a sheet of this position has to take off, for later months pay them: those from before the
    /// month was last opened again.
    /// </summary>
    public IEnumerable<JsonElement> PaidElsewhere(long at) =>
        Reopenings.LastOrDefault(r => r.Position < at) is { } opened
            ? Corrections.Where(c => c.Position < opened.Position).Select(c => c.Body.At("correction"))
            : [];

    public static Dictionary<Guid, MonthStory> Read(LogFile log)
    {
        var months = new Dictionary<Guid, MonthStory>();
        foreach (var happened in log.Events.Where(e => e.Type == "contractor-month"))
        {
            if (happened.Name == "contractor-month.opened.v1")
            {
                months[happened.Id] = new MonthStory(happened);
            }
            else
            {
                months[happened.Id].Take(happened);
            }
        }

        return months;
    }

    private void Take(LogEvent happened)
    {
        var verb = happened.Name[Prefix.Length..^".v1".Length];
        switch (verb)
        {
            case "frozen":
                (Frozen, Status) = (happened, "frozen");
                break;
            case "sheet-computed" or "rolled-sheet-computed" or "counted-sheet-computed" or "settled":
                (verb == "settled" ? Settlements : Sheets).Add(happened);
                Status = verb == "settled" ? verb : "computed";
                break;
            case "reopened" or "corrected-reopened":
                Reopenings.Add(happened);
                Status = "frozen";
                break;
            case "correction-computed" or "correction-carried":
                (verb == "correction-carried" ? Carried : Corrections).Add(happened);
                break;
            case "sheet-confirmed" or "sheet-disputed" or "sheet-approved" or "sheet-published":
                Status = verb["sheet-".Length..];
                break;
            case "late-fact-recorded" or "late-record-told" or "late-mark-corrected":
                TakeLate(happened);
                break;
            default:
                TakeFact(happened.Position, verb, happened.Body);
                break;
        }
    }

    private void TakeLate(LogEvent happened)
    {
        foreach (var (member, verb) in new[]
        {
            ("entered", "order-entered"), ("outcome", "outcome-recorded"), ("withdrawn", "order-withdrawn"),
            ("finding", "finding-recorded"), ("violation", "violation-recorded"), ("mark", "mark-recorded"),
        })
        {
            if (happened.Body.At("late").Has(member))
            {
                TakeFact(happened.Position, verb, happened.Body.At("late", member));
            }
        }
    }

    private void TakeFact(long position, string verb, JsonElement body)
    {
        switch (verb)
        {
            case "order-entered":
                Orders[body.At("order").Id("orderId")] = "entered";
                break;
            case "outcome-recorded":
                Orders[body.At("order").Id("orderId")] = "ended";
                break;
            case "order-withdrawn":
                Orders[body.Id("orderId")] = "withdrawn";
                break;
            case "finding-recorded":
                Notes.Add((position, "finding", body.At("finding")));
                break;
            case "violation-recorded":
                Notes.Add((position, "violation", body.At("violation")));
                break;
            case "mark-recorded":
                Notes.Add((position, "mark", body.At("mark")));
                break;
        }
    }
}

/// <summary>What a sheet may know.</summary>
/// <param name="Told">Events of the month up to this position.</param>
/// <param name="Facts">Facts of the log up to this position.</param>
internal sealed record OwnCut(long Told, long Facts);
