using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>What an order's limits are chosen by.</summary>
internal sealed record LimitFacts(
    string AssetClass, string Area, string Severity, string WorkKind, int? Battery, IReadOnlyCollection<string> Tags)
{
    public static LimitFacts Of(JsonElement origin)
    {
        var asset = origin.At("asset");
        return new(
            asset.Text("assetClass"), asset.Text("areaClass"), origin.Text("severity"), origin.Text("workKind"),
            asset.IntOr("batteryMinutes"), asset.Words("tags"));
    }

    /// <summary>The same where something was recorded wrongly.</summary>
    public LimitFacts With(JsonElement correction) => this with
    {
        Severity = correction.TextOr("severity") ?? Severity,
        Area = correction.TextOr("areaClass") ?? Area,
        Tags = correction.Has("tags") ? correction.Words("tags") : Tags,
    };
}

/// <summary>
/// The limits of an order, found in the matrix by the auditor's own reading of the domain reference, 6.2 and 6.3: by
/// asset class and kind of work the line, by area the minutes, by severity the factor of the restoration; of what the
/// line allows and what was promised to circuits and customers the strictest counts.
/// </summary>
internal sealed class LimitMaking
{
    private static readonly string[] s_clocks = ["accept", "arrive", "restore", "repair", "report", "on-load"];

    private readonly JsonElement _matrix;
    private readonly LimitFacts _facts;
    private readonly Func<string, RuleDocument?> _calendarOf;

    /// <summary>Reads the line.</summary>
    /// <param name="matrix">The version that holds.</param>
    /// <param name="facts">What the limits are chosen by.</param>
    /// <param name="at">The deciding instant.</param>
    /// <param name="calendarOf">The version of a calendar that holds.</param>
    public LimitMaking(
        JsonElement matrix, LimitFacts facts, DateTimeOffset at, Func<string, RuleDocument?> calendarOf)
    {
        (_matrix, _facts, At, _calendarOf) = (matrix, facts, at, calendarOf);
        Line = matrix.List("lines")
            .Where(l => l.Words("workKinds").Contains(facts.WorkKind)
                && l.Words("assetClasses").Any(c => c == "*" || c == facts.AssetClass))
            .Select(l => (JsonElement?)l).FirstOrDefault();
    }

    /// <summary>The deciding instant.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The first line that names asset class and kind of work; null where none does.</summary>
    public JsonElement? Line { get; }

    private bool Graded => Line!.Value.Flag("gradedBySeverity");

    private JsonElement? Severity => _matrix.List("severities").Where(s => s.Text("severity") == _facts.Severity)
        .Select(s => (JsonElement?)s).FirstOrDefault();

    /// <summary>Whether the severity makes an order of this kind of work at all.</summary>
    public bool MakesOrder => !Graded || Severity?.Flag("makesFaultOrder") == true;

    /// <summary>
    /// For each clock of the line what may count: one limit, or several that are due and broken at the same instant.
    /// </summary>
    public IReadOnlyList<OwnLimit[]> Limits() =>
        [.. s_clocks.Select(Strictest).Where(limits => limits.Length > 0)];

    private OwnLimit[] Strictest(string clock)
    {
        OwnLimit[] all = clock == "on-load" ? OnLoad() : [.. Candidates(clock)];
        if (all.Length < 2)
        {
            return all;
        }

        var due = all.Select(l => (Limit: l, Due: DueOf(l))).ToArray();
        var first = due.Min(d => d.Due);
        var earliest = due.Where(d => d.Due == first).Select(d => d.Limit).ToArray();
        // At the very end of the limit the strict boundary is broken and the inclusive one is not.
        return earliest.Any(l => !l.Inclusive) ? [.. earliest.Where(l => !l.Inclusive)] : earliest;
    }

    private IEnumerable<OwnLimit> Candidates(string clock)
    {
        var factor = clock == "restore" && Graded ? Severity!.Value.Number("restoreFactor") : 1m;
        var own = Named(Line!.Value, clock).Select(l => Read(l, factor, null)).ToArray();
        // What was promised binds clocks that the line has, of faults alone.
        return own.Length == 0 || !Graded
            ? own
            : own.Concat(
                from grade in _matrix.List("grades")
                where _facts.Tags.Contains(grade.Text("tag"))
                from promised in Named(grade, clock)
                select Read(promised, 1m, grade.Text("tag")));
    }

    private static IEnumerable<JsonElement> Named(JsonElement of, string clock) =>
        of.List("limits").Where(l => l.Text("clock") == clock);

    private OwnLimit Read(JsonElement limit, decimal factor, string? givenBy)
    {
        var clock = limit.Text("clock");
        var minutes = (int)Math.Ceiling(limit.At("minutes").Int(_facts.Area) * factor);
        return new OwnLimit(
            clock, minutes, Pausable(clock),
            limit.Has("boundaryInclusive") ? limit.Flag("boundaryInclusive") : _matrix.Flag("boundaryInclusive"),
            limit.TextOr("startsAt") == "accepted", HoursOf(clock, limit.TextOr("calendar")), givenBy);
    }

    private OwnHours? HoursOf(string clock, string? calendar)
    {
        (string, string)[] rests =
        [
            .. Line!.Value.List("rests")
                .Where(r => r.Words("clocks").Contains(clock)
                    && (!r.Has("areaClasses") || r.Words("areaClasses").Contains(_facts.Area))
                    && !r.Words("exceptSeverities").Contains(_facts.Severity))
                .Select(r => (r.Text("from"), r.Text("to"))),
        ];
        return calendar is not null ? _calendarOf(calendar)!.HoursWithout(rests)
            : rests.Length > 0 ? OwnHours.Of(null, _matrix.Text("zone"), rests)
            : null;
    }

    // From the failure of the mains: the battery less the margin, and never less than the least.
    private OwnLimit[] OnLoad()
    {
        if (!Line!.Value.Has("onLoad"))
        {
            return [];
        }

        var rule = Line.Value.At("onLoad");
        var battery = _facts.Battery ?? rule.Int("batteryMinutesAssumed");
        var minutes = Math.Max(battery - rule.Int("marginMinutes"), rule.Int("minutesMin"));
        return [new("on-load", minutes, Pausable("on-load"), _matrix.Flag("boundaryInclusive"), false, null)];
    }

    private bool Pausable(string clock) => _matrix.Words("pausableClocks").Contains(clock);

    // What counts from the acceptance allows what the acceptance may take as well.
    private DateTimeOffset DueOf(OwnLimit limit) => limit.UsedUpFrom(
        limit.FromAcceptance && Strictest("accept") is [var accept, ..] ? accept.UsedUpFrom(At) : At);
}
