using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>To whom work goes: what the scope policy and the lots allow, and by their shares.</summary>
internal static class DispatchLaws
{
    // Cables whose repair the fixed-line measures keep in house, whatever a policy file says (seed 0, art. 8).
    private static readonly string[] s_kept = ["trunk1", "trunk2", "junction"];
    private static readonly string[] s_outdoor = ["patrol", "inspection", "guard", "special-patrol"];

    // Six standard deviations: a share drawn fairly is outside once in half a billion runs.
    private const double DeviationsMax = 6;

    public static void Judge(LogFile log, PolicyFiles policies, AuditReport report)
    {
        var lots = LotStory.Read(log);
        var exits = ExitStory.Read(log);
        var created = log.Events.Where(e => e.Name == "work-order.created.v1").ToDictionary(e => e.Id);
        var byShare = new Dictionary<(Guid Lot, DateTimeOffset Since), Dictionary<Guid, int>>();
        foreach (var sent in log.Events.Where(e =>
            (e.Name is "work-order.dispatched.v1" or "work-order.dispatched-again.v1") && created.ContainsKey(e.Id)))
        {
            JudgeSent(sent, created[sent.Id].Body, lots, policies, report);
            JudgeHolder(sent, lots, exits, report);
            var to = sent.Body.At("assignee");
            if (sent.Body.At("choice").Text("reasonCode") == "lot-share" && to.IdOr("lotId") is { } lot)
            {
                var terms = lots[lot].TermsAt(sent.Position);
                // Where a party has left and its part has nobody yet, the others draw alone.
                if (!terms.List("shares").Any(s => exits.Exists(e =>
                    e.Contractor == s.Id("contractorId") && e.HasLeftAt(sent.Position))))
                {
                    byShare.TryAdd((lot, terms.Instant("effectiveFrom")), []);
                    var drawn = byShare[(lot, terms.Instant("effectiveFrom"))];
                    drawn[to.Id("contractorId")] = drawn.GetValueOrDefault(to.Id("contractorId")) + 1;
                }
            }
        }

        foreach (var ((lot, since), drawn) in byShare)
        {
            JudgeShares(lots[lot].Code, lots[lot].HoldingAt(since), drawn, report);
        }
    }

    private static void JudgeSent(
        LogEvent sent, JsonElement origin, Dictionary<Guid, LotStory> lots, PolicyFiles policies, AuditReport report)
    {
        var to = sent.Body.At("assignee");
        if (to.Flag("inHouse"))
        {
            return;
        }

        var number = sent.Body.Text("number");
        var asset = origin.At("asset");
        var scope = sent.Body.At("choice", "scope");
        var kind = origin.Text("workKind");
        var outcome = ScopeOf(asset, kind, policies.Of("scope", scope.Text("policyId"), scope.Int("policyVersion")));
        report.Same(scope.Text("outcome"), outcome, "scope.outcome", number);
        report.Check(
            outcome is "allowed" or "pilot-only", "scope.denied", number,
            () => $"{asset.Text("assetClass")} {kind} went to {to.Text("contractorCode")}, scope says {outcome}");
        if (scope.Text("policyId") == "seed-0" && s_kept.Contains(asset.Text("assetClass")))
        {
            report.Check(
                s_outdoor.Contains(kind) && asset.Text("assetClass") != "junction", "scope.trunk", number,
                () => $"{asset.Text("assetClass")} {kind} went to {to.Text("contractorCode")}");
        }

        if (to.IdOr("lotId") is { } id)
        {
            report.Check(lots.ContainsKey(id), "lot.unknown", number, () => $"{id}");
            if (lots.TryGetValue(id, out var lot))
            {
                JudgeLot(sent, asset, kind, lot, outcome, report);
            }
        }
    }

    private static void JudgeLot(
        LogEvent sent, JsonElement asset, string kind, LotStory lot, string outcome, AuditReport report)
    {
        var terms = lot.TermsAt(sent.Position);
        var number = sent.Body.Text("number");
        report.Check(
            terms.Words("assetClasses").Contains(asset.Text("assetClass")), "lot.class", number,
            () => $"{lot.Code} does not cover {asset.Text("assetClass")}");
        var kinds = terms.Words("workKinds");
        report.Check(
            kinds.Length == 0 || kinds.Contains(kind), "lot.work-kind", number, () => $"{lot.Code} excludes {kind}");
        var (region, county) = (asset.Text("region"), asset.Text("county"));
        report.Check(
            terms.Words("areas").Any(a => a == "*" || a == county || a == $"{region}/*" || a == $"{region}/{county}"),
            "lot.area", number, () => $"{lot.Code} does not cover {region}/{county}");
        report.Check(
            outcome != "pilot-only" || terms.Flag("pilot"), "lot.pilot", number, () => $"{lot.Code} is no pilot");
        var at = sent.Body.Instant("dispatchedAt");
        report.Check(
            terms.Instant("effectiveFrom") <= at && !(terms.InstantOr("effectiveTo") <= at), "lot.period", number,
            () => $"{lot.Code} is not in force at {at:O}");
    }

    // Who has a share; who takes one over, which the lot may be told of a moment later; and who has left, from which
    // the order goes on at once.
    private static void JudgeHolder(
        LogEvent sent, Dictionary<Guid, LotStory> lots, List<ExitStory> exits, AuditReport report)
    {
        var to = sent.Body.At("assignee");
        var contractor = to.Id("contractorId");
        if (to.IdOr("lotId") is not { } id || !lots.TryGetValue(id, out var lot) || to.Flag("inHouse"))
        {
            return;
        }

        report.Check(
            lot.TermsAt(sent.Position).List("shares").Any(s => s.Id("contractorId") == contractor)
                || exits.Exists(e => e.HeirAt(sent.Position, lot.Id) == contractor
                    || (e.Contractor == contractor && e.HasLeftAt(sent.Position))),
            "lot.share", sent.Body.Text("number"), () => $"{contractor} has no share of {lot.Code}");
    }

    private static void JudgeShares(
        string lot, JsonElement terms, Dictionary<Guid, int> drawn, AuditReport report)
    {
        var all = drawn.Values.Sum();
        foreach (var share in terms.List("shares"))
        {
            var p = (double)share.Number("sharePercent") / 100;
            var got = drawn.GetValueOrDefault(share.Id("contractorId"));
            var deviation = Math.Sqrt(all * p * (1 - p)) + 1;
            report.Check(
                Math.Abs(got - (all * p)) <= DeviationsMax * deviation, "lot.shares", lot,
                () => $"{share.Text("contractorCode")} got {got} of {all}, {p:P0} is its share");
        }
    }

    // The first line that names class, settlement and work counts; what no line names stays with the operator.
    private static string ScopeOf(JsonElement asset, string kind, JsonElement policy)
    {
        foreach (var line in policy.List("lines"))
        {
            if (Names(line, "assetClasses", asset.Text("assetClass"))
                && Names(line, "workKinds", kind)
                && Names(line, "settlements", asset.TextOr("settlement"))
                && Switched(line, policy))
            {
                return line.Text("outcome");
            }
        }

        return policy.At("otherwise").Text("outcome");
    }

    private static bool Names(JsonElement line, string list, string? word) =>
        line.Words(list) is { Length: var count } words && (count == 0 || words.Contains(word));

    private static bool Switched(JsonElement line, JsonElement policy)
    {
        if (line.TextOr("onlyIf") is not { } name)
        {
            return true;
        }

        var off = name.StartsWith('!');
        return policy.At("switches").Flag(name.TrimStart('!')) != off;
    }
}
