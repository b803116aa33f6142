using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>Who led an order.</summary>
internal sealed record OwnLead(Guid Contractor, string Code, bool InHouse, Guid? Lot);

/// <summary>A judged clock, and of whom rates count it.</summary>
internal sealed record OwnFigure(OwnLead Party, string? Attribution, string Clock, bool Late, TimeSpan Elapsed);

/// <summary>One order as the auditor reads it from the log, event by event.</summary>
internal sealed class OrderStory(LogEvent created)
{
    public Guid Id { get; } = created.Id;

    /// <summary>What the register of hard sites has said of its site.</summary>
    public IReadOnlyCollection<SiteEntry> Register { get; init; } = [];

    public JsonElement Origin { get; } = created.Body;

    /// <summary>The limits that its events state: pinned at the creation, replaced by recomputes.</summary>
    public JsonElement Terms { get; set; } = created.Body.At("terms");

    /// <summary>The limits of now, as the auditor found them.</summary>
    public OwnLimit[] Limits { get; set; } = [];

    /// <summary>What the limits are chosen by.</summary>
    public LimitFacts Facts { get; set; } = LimitFacts.Of(created.Body);

    public string Number => Origin.Text("number");

    public string Status { get; set; } = "created";

    public string BeforePause { get; set; } = "";

    public OwnLead? Lead { get; set; }

    public bool TransferPending { get; set; }

    public Guid? PassedOnBy { get; set; }

    public DateTimeOffset? ClocksStart { get; set; }

    public Dictionary<Guid, DateTimeOffset> FirstDispatch { get; } = [];

    public int Assignments { get; set; }

    /// <summary>Who gave it away and got it back, when, and what they had stopped by then.</summary>
    public OwnHands Hands { get; } = new();

    public DateTimeOffset? Accepted { get; set; }

    public Dictionary<string, DateTimeOffset> Milestones { get; private set; } = [];

    public bool PermanentRestore { get; set; }

    public List<OwnPause> Pauses { get; } = [];

    /// <summary>What a party that left has restored, and that stands.</summary>
    public OwnRestoration? Before { get; set; }

    /// <summary>From when on the next party owes a restoration: that of one that left was rejected.</summary>
    public DateTimeOffset? RestoreOwedFrom { get; set; }

    /// <summary>Who assists.</summary>
    public HashSet<Guid> Assisting { get; } = [];

    /// <summary>What parties that left answer for, by party.</summary>
    public Dictionary<Guid, OwnShare> Shares { get; } = [];

    /// <summary>What was told of these shares, in order.</summary>
    public List<(long Position, Guid Contractor, JsonElement Outcome)> SharesTold { get; } = [];

    /// <summary>Windows of declared events, by event.</summary>
    public Dictionary<Guid, OwnPause> Windows { get; } = [];

    /// <summary>Steps of its ladder, as the auditor found them.</summary>
    public JsonElement[] Steps { get; init; } = [];

    /// <summary>Steps of the ladder that were told, by lead, clock and step.</summary>
    public HashSet<(Guid Lead, string Clock, string Step)> Told { get; } = [];

    /// <summary>Clocks that are not judged.</summary>
    public HashSet<string> Suppressed { get; } = [];

    public DateTimeOffset? Replied { get; set; }

    public int Replies { get; set; }

    /// <summary>Replies sent back, by whose they were.</summary>
    public Dictionary<Guid, int> ReturnsOf { get; } = [];

    /// <summary>The same as the laws have counted them: found once of each.</summary>
    public HashSet<Guid> Found { get; } = [];

    /// <summary>Parties whose claimed restoration was contradicted.</summary>
    public HashSet<Guid> FalseRepliers { get; } = [];

    public int Returns => Lead is null ? 0 : ReturnsOf.GetValueOrDefault(Lead.Contractor);

    public int Repeats { get; set; }

    public int Urges { get; set; }

    public string? Attribution { get; set; }

    public bool FalseReply => Lead is not null && FalseRepliers.Contains(Lead.Contractor);

    public List<(DateTimeOffset From, DateTimeOffset To)> Alarms { get; } = [];

    public DateTimeOffset? Ended { get; set; }

    public HashSet<string> Breached { get; } = [];

    /// <summary>When it last looked which of its clocks are late, as far as the log shows.</summary>
    public DateTimeOffset LookedAt { get; set; }

    /// <summary>The clocks of its outcome as they were last judged, by name.</summary>
    public Dictionary<string, OwnClock> Judged { get; } = [];

    public bool HasEnded => Status is "archived" or "cancelled" or "closed-by-refusal";

    public OwnPause? OpenPause => Pauses.Count > 0 && Pauses[^1].Until is null ? Pauses[^1] : null;

    public DateTimeOffset? Milestone(string kind) =>
        Milestones.TryGetValue(kind, out var at) ? at : null;

    /// <summary>Whether a clock that may rest runs.</summary>
    public bool SomethingRests(DateTimeOffset now)
    {
        var pausable = Limits.Where(l => l.Pausable).Select(l => l.Clock);
        return ClocksAt(now).Any(c => c is { Started: true, Stopped: false } && pausable.Contains(c.Clock));
    }

    /// <summary>Until when the order's alarms lasted on from an instant, beyond what the rules tolerate.</summary>
    public DateTimeOffset LastsTo(DateTimeOffset at)
    {
        var tolerance = TimeSpan.FromMinutes(Origin.At("rules").Int("falseReplyToleranceMinutes"));
        while (Alarms.Exists(a => a.From <= at && a.To - at > tolerance))
        {
            at = Alarms.Where(a => a.From <= at).Max(a => a.To);
        }

        return at;
    }

    /// <summary>The order as a party leaves it: what it has done stays, whatever the next one does.</summary>
    public OrderStory LeftAt(DateTimeOffset at)
    {
        var left = (OrderStory)MemberwiseClone();
        left.Milestones = new(Milestones);
        left.Ended = at;
        return left;
    }

    /// <summary>
    /// Service was back later than was said: by this lead, or by one that left, for all who rest on it.
    /// </summary>
    /// <param name="liar">Whose claim it was: it gains nothing by it where it followed a generator of another.</param>
    /// <param name="at">UTC.</param>
    public void Correct(Guid liar, DateTimeOffset at)
    {
        if (!Move(at))
        {
            return;
        }

        foreach (var share in Shares.Values.Where(s => s.Left.Before is null || s.Left.Lead!.Contractor != liar))
        {
            share.Left.Move(at);
        }
    }

    /// <summary>
    /// When the lead first did something that still counts, also before it came back; null for never.
    /// </summary>
    public DateTimeOffset? First(string what) => Hands.FirstOf(Lead?.Contractor, what, RestoreOwedFrom);

    /// <summary>When the permanent repair was done by this lead.</summary>
    public DateTimeOffset? Repaired => Milestone("repair-completed")
        ?? (PermanentRestore ? Milestone("service-restored") : null);

    /// <summary>A new lead begins with nothing done; so does the queue.</summary>
    public void Afresh()
    {
        Accepted = null;
        Replied = null;
        Milestones.Clear();
        PermanentRestore = false;
        Breached.Clear();
    }

    /// <summary>The order, and what parties that left answer for of it, under other limits.</summary>
    public void LimitBy(OwnLimit[] limits)
    {
        Limits = limits;
        foreach (var share in Shares.Values)
        {
            share.Left.Limits = limits;
        }
    }

    /// <summary>All that clocks may rest in: pauses, windows, and where the lead was away.</summary>
    public IReadOnlyList<OwnPause> Rests() =>
        [.. Pauses, .. Windows.Values, .. Lead is null ? [] : Hands.AwayOf(Lead.Contractor)];

    /// <summary>All clocks of the order at an instant, the slow way.</summary>
    public OwnClock[] ClocksAt(DateTimeOffset now)
    {
        var pauses = Rests();
        return
        [
            .. Limits.Select(limit =>
            {
                var (start, stop) = SpanOf(limit.Clock);
                start = Owed(limit.Clock, limit.FromAcceptance ? Accepted : start);
                return ClockReading.At(
                    limit, start, start is null ? null : stop < start ? start : stop, Ended, now, pauses,
                    PauseMinutesMax) with { Suppressed = Suppressed.Contains(limit.Clock) };
            }),
        ];
    }

    /// <summary>Minutes that limited pauses of one party count up to in all.</summary>
    public int PauseMinutesMax { get; } = created.Body.At("rules", "pauses").Int("totalMinutesMax");

    // Whether it was the restoration of one that left.
    private bool Move(DateTimeOffset at)
    {
        if (Milestones.ContainsKey("service-restored"))
        {
            Milestones["service-restored"] = at;
            return false;
        }

        Before = Before is { } before ? before with { At = at } : null;
        return true;
    }

    /// <summary>
    /// The clocks that rates count: of who had the order at its archive, and, from then on, of who left with what it
    /// had stopped.
    /// </summary>
    public IEnumerable<OwnFigure> Figures()
    {
        var own =
            from clock in Status == "archived" ? ClocksAt(Ended!.Value) : []
            where clock.Outcome is "on-time" or "late"
            select new OwnFigure(Lead!, Attribution, clock.Clock, clock.Late, clock.Elapsed);
        var left =
            from share in Shares.Values
            from clock in share.Clocks()
            where clock.Value.Outcome is "on-time" or "late"
            select new OwnFigure(
                share.Left.Lead!, share.Attribution, clock.Key, clock.Value.Outcome == "late", clock.Value.Elapsed);
        return own.Concat(left);
    }

    private DateTimeOffset MainsAnsweredFrom()
    {
        var failed = Origin.Instant("occurredAt");
        return ClocksStart is { } own && own > failed && FirstDispatch.Values.Any(first => first < own) ? own : failed;
    }

    // Nobody restores what another has restored; where that was rejected, the next party owes it from then on.
    private DateTimeOffset? Owed(string clock, DateTimeOffset? start) =>
        clock is not ("arrive" or "restore" or "on-load") ? start
        : Before is not null ? null
        : start < RestoreOwedFrom ? RestoreOwedFrom
        : start;

    // Who follows a party that has restored owes what is left: the repair from its own dispatch, and the report from
    // the repair, or from its dispatch where nothing is left to repair; neither before service was back.
    private (DateTimeOffset? Start, DateTimeOffset? Stop) SpanAfter(OwnRestoration before, string clock)
    {
        var start = before.At > ClocksStart ? before.At : ClocksStart;
        var repairs = !before.Repaired && Limits.Any(l => l.Clock == "repair");
        return clock switch
        {
            "accept" => (ClocksStart, Accepted),
            "repair" => repairs ? (start, SplicedAfterAnother) : (null, null),
            "report" => (repairs ? Spliced(before) : start, First("replied") ?? Replied),
            _ => (null, null),
        };
    }

    private DateTimeOffset? SplicedAfterAnother => First("repair-completed") ?? Milestone("repair-completed");

    private DateTimeOffset? Spliced(OwnRestoration before) =>
        SplicedAfterAnother is { } done && done < before.At ? before.At : SplicedAfterAnother;

    // Domain reference 6.3: from the dispatch to signing, arrival and restoration; from the restoration to splice and
    // report. Generation runs from the failure of the mains, of a party that follows another from its own dispatch.
    private (DateTimeOffset? Start, DateTimeOffset? Stop) SpanOf(string clock)
    {
        if (Before is { } before)
        {
            return SpanAfter(before, clock);
        }

        var restored = Milestone("service-restored");
        var onLoad = Milestone("generator-on-load");
        return clock switch
        {
            "accept" => (ClocksStart, Accepted),
            "arrive" => (ClocksStart, First("arrived-on-site") ?? Milestone("arrived-on-site") ?? restored),
            "restore" => (ClocksStart, restored),
            "repair" => (restored, Milestone("repair-completed") ?? (PermanentRestore ? restored : null)),
            "report" => (
                restored ?? onLoad ?? First("left-site") ?? Milestone("left-site"), First("replied") ?? Replied),
            "on-load" => (MainsAnsweredFrom(), onLoad),
            _ => (null, null),
        };
    }
}
