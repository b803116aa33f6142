using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// The limits that orders run under, each against the auditor's own reading of the rule sets: which version holds, what
/// it says for this asset, area, severity and these customers, and which of several limits is the strictest. Clocks
/// are judged by what is found here, not by what the order states.
/// </summary>
internal sealed class LimitLaws
{
    private readonly PolicyFiles _policies;
    private readonly ChosenRules _chosen;
    private readonly Dictionary<Guid, DateTimeOffset> _raised;
    private readonly Dictionary<Guid, JsonElement> _recomputes;

    public LimitLaws(LogFile log, PolicyFiles policies, ChosenRules chosen)
    {
        _chosen = chosen;
        _policies = policies.With(log);
        _raised = log.Events.Where(e => e.Name == "asset.fault-ticket-raised.v1")
            .GroupBy(e => e.Body.Id("ticketId")).ToDictionary(t => t.Key, t => t.First().Body.Instant("raisedAt"));
        _recomputes = log.Events.Where(e => e.Name == "sla-recompute.requested.v1")
            .ToDictionary(e => e.Body.Id("recomputeId"), e => e.Body.At("change"));
    }

    /// <summary>The limits of a new order; those that it states where the rule sets give none.</summary>
    public OwnLimit[] JudgeCreated(LogEvent created, AuditReport report)
    {
        var (origin, terms) = (created.Body, created.Body.At("terms"));
        var (subject, id) = (origin.Text("number"), _chosen.Sla);
        var began = BeganAt(origin);
        RulesLaws.Judge(created, _chosen, began, _policies, report);
        report.Same(AskedAt(origin), began, "limit.asked-at", subject);
        report.Same(terms.Text("policyId"), id, "limit.chosen", subject);
        var moment = _policies.At(created.Tenant, "sla", id, began);
        var byTrouble = moment?.Document.TextOr("decidedAt") == "occurred";
        var at = byTrouble ? origin.Instant("occurredAt") : began;
        var matrix = _policies.At(created.Tenant, "sla", id, at);
        report.Same(
            $"{terms.Text("policyId")}.v{terms.Int("policyVersion")}", PolicyFiles.NameOf(matrix), "limit.version",
            subject);
        report.Same(terms.InstantOr("decidedAt"), byTrouble ? at : null, "limit.decided-at", subject);
        return matrix is null
            ? OwnLimit.Stated(terms)
            : JudgeLine(
                created,
                new LimitMaking(
                    matrix.Document, LimitFacts.Of(origin), at,
                    c => _policies.At(created.Tenant, "calendar", c, at)),
                report);
    }

    /// <summary>The steps of the ladder that a new order climbs.</summary>
    public JsonElement[] StepsOf(LogEvent created) =>
        RulesLaws.LadderOf(created, _chosen, BeganAt(created.Body), _policies)?.Document.List("steps") ?? [];

    private static OwnLimit[] JudgeLine(LogEvent created, LimitMaking making, AuditReport report)
    {
        var (terms, subject) = (created.Body.At("terms"), created.Body.Text("number"));
        report.Same(terms.Text("lineId"), making.Line?.Text("id"), "limit.line", subject);
        if (making.Line is null)
        {
            return OwnLimit.Stated(terms);
        }

        report.Check(
            making.MakesOrder, "limit.severity", subject,
            () => $"no {created.Body.Text("workKind")} where the severity is {created.Body.Text("severity")}");
        return making.MakesOrder ? Compare(terms, making, subject, report) : OwnLimit.Stated(terms);
    }

    /// <summary>The limits of an order after a recompute.</summary>
    public OwnLimit[] JudgeRecomputed(OrderStory order, LogEvent happened, AuditReport report)
    {
        var body = happened.Body;
        if (!_recomputes.TryGetValue(body.Id("recomputeId"), out var change))
        {
            return StatedBy(body, order);
        }

        order.Facts = order.Facts.With(body.At("facts"));
        if (change.Has("slaPolicy") || change.List("calendars").Length > 0 || Corrects(body.At("facts")))
        {
            return JudgeChosen(order, happened, change, report);
        }

        report.Check(!body.Has("terms"), "limit.recomputed", order.Number, () => "others, though nothing chose any");
        return order.Limits;
    }

    private OwnLimit[] JudgeChosen(OrderStory order, LogEvent happened, JsonElement change, AuditReport report)
    {
        var body = happened.Body;
        var (id, version) = change.Has("slaPolicy")
            ? (change.At("slaPolicy").Text("id"), change.At("slaPolicy").Int("version"))
            : (order.Terms.Text("policyId"), order.Terms.Int("policyVersion"));
        if (_policies.Version(happened.Tenant, "sla", id, version)?.Document is not { } matrix)
        {
            report.Check(false, "limit.version", order.Number, () => $"nobody knows {id}.v{version}");
            return StatedBy(body, order);
        }

        // Another matrix names its own instant; under its own an order keeps the instant that decided.
        var isOwn = (id, version) == (order.Terms.Text("policyId"), order.Terms.Int("policyVersion"));
        var decided = isOwn ? order.Terms.InstantOr("decidedAt")
            : matrix.TextOr("decidedAt") == "occurred" ? order.Origin.Instant("occurredAt")
            : null;
        var at = decided ?? AskedAt(order.Origin);
        var making = new LimitMaking(matrix, order.Facts, at, CalendarOf(happened.Tenant, change, at));
        if (!body.Has("terms"))
        {
            // The limits mean the same: the order keeps those that it has, whoever gave them.
            return Compare(order.Terms, making, order.Number, report, names: false);
        }

        report.Same(body.At("terms").InstantOr("decidedAt"), decided, "limit.decided-at", order.Number);
        return Compare(body.At("terms"), making, order.Number, report);
    }

    private static OwnLimit[] StatedBy(JsonElement recomputed, OrderStory order) =>
        recomputed.Has("terms") ? OwnLimit.Stated(recomputed.At("terms")) : order.Limits;

    private static bool Corrects(JsonElement facts) =>
        facts.Has("severity") || facts.Has("areaClass") || facts.Has("tags");

    private Func<string, RuleDocument?> CalendarOf(string tenant, JsonElement change, DateTimeOffset at) => id =>
        change.List("calendars").Where(c => c.Text("id") == id)
            .Select(c => _policies.Version(tenant, "calendar", id, c.Int("version"))).FirstOrDefault()
            ?? _policies.At(tenant, "calendar", id, at);

    // A ticket's order is decided when the ticket is raised, whenever the order is made of it.
    private DateTimeOffset BeganAt(JsonElement origin) =>
        origin.Has("ticket") && _raised.TryGetValue(origin.At("ticket").Id("ticketId"), out var raised)
            ? raised
            : AskedAt(origin);

    // An order that is made later than its rules are asked for says so.
    private static DateTimeOffset AskedAt(JsonElement origin) =>
        origin.InstantOr("rulesAt") ?? origin.Instant("createdAt");

    private static OwnLimit[] Compare(
        JsonElement terms, LimitMaking making, string order, AuditReport report, bool names = true)
    {
        var stated = OwnLimit.Stated(terms).ToDictionary(l => l.Clock);
        var own = making.Limits();
        report.Same(
            string.Join(' ', stated.Keys.Order(StringComparer.Ordinal)),
            string.Join(' ', own.Select(l => l[0].Clock).Order(StringComparer.Ordinal)), "limit.clocks", order);
        return [.. own.Select(l => Compare(stated.GetValueOrDefault(l[0].Clock), l, making.At, order, report, names))];
    }

    private static OwnLimit Compare(
        OwnLimit? stated, OwnLimit[] own, DateTimeOffset at, string order, AuditReport report, bool names)
    {
        if (stated is null)
        {
            return own[0];
        }

        // Of limits that end at the same instant any may stand there.
        var limit = own.FirstOrDefault(l => l.Minutes == stated.Minutes && l.GivenBy == stated.GivenBy)
            ?? own.FirstOrDefault(l => l.Minutes == stated.Minutes) ?? own[0];
        var subject = $"{order} {limit.Clock}";
        report.Same(stated.Minutes, limit.Minutes, "limit.minutes", subject);
        report.Same(stated.Pausable, limit.Pausable, "limit.pausable", subject);
        report.Same(stated.Inclusive, limit.Inclusive, "limit.boundary", subject);
        report.Same(stated.FromAcceptance, limit.FromAcceptance, "limit.start", subject);
        if (names)
        {
            report.Same(stated.GivenBy, limit.GivenBy, "limit.given-by", subject);
        }

        var (there, here) = (Hours(stated, at), Hours(limit, at));
        report.Check(there.SequenceEqual(here), "limit.hours", subject, () => Difference(there, here));
        return limit;
    }

    private static string[] Hours(OwnLimit limit, DateTimeOffset at) =>
        limit.Hours?.Meaning(at.UtcDateTime.Year) ?? [];

    private static string Difference(string[] there, string[] here) =>
        there.Zip(here).Where(p => p.First != p.Second)
            .Select(p => $"stored {p.First}, own {p.Second}").FirstOrDefault()
        ?? $"stored {there.Length} facts, own {here.Length}";
}
