using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Mass outages: from the alarms, the county of each station and the rule set, which outages there were, whose orders
/// are their children, and which windows these rest in.
/// </summary>
internal static class OutageLaws
{
    public static void Judge(
        LogFile log, IReadOnlyDictionary<Guid, OrderStory> orders, IReadOnlyCollection<AlarmEpisode> alarms,
        PolicyFiles policies, AuditReport report)
    {
        var policy = policies.Of("mass-outage", "default", 1);
        var parents = Parents(log).ToLookup(p => p.Area);
        var counties = log.Events.Where(e => e.Name == "asset.registered.v1").ToDictionary(
            e => e.Id, e => $"{e.Body.At("profile").Text("region")}/{e.Body.At("profile").Text("county")}");
        var losses = alarms.Where(a => a.Raised.Body.Flag("mains") && !a.Raised.Body.Has("cutoverId"))
            .GroupBy(a => a.Raised.Id).SelectMany(a => OwnLoss.Of(a.Key, a)).ToLookup(l => counties[l.Asset]);
        foreach (var county in losses)
        {
            var own = OwnOutage.Of(
                county, policy.Int("stationsMin"), TimeSpan.FromMinutes(policy.Int("withinMinutes")),
                TimeSpan.FromMinutes(policy.Int("holdMinutes"))).ToArray();
            report.Same(
                string.Join(", ", parents[county.Key].Select(p => p.Window).Order(StringComparer.Ordinal)),
                string.Join(", ", own.Select(o => o.Window)), "outage.windows", county.Key);
            foreach (var outage in own)
            {
                if (parents[county.Key].FirstOrDefault(p => p.Window == outage.Window) is { } parent)
                {
                    JudgeChildren(parent, outage, [.. orders.Values.Where(o => IsChild(o, outage, policy))], report);
                    JudgeWindows(parent, outage, orders, report);
                }
            }
        }
    }

    // Others may belong to it that were made when it was over, before anybody told so.
    private static void JudgeChildren(OwnParent parent, OwnOutage outage, OrderStory[] own, AuditReport report)
    {
        report.Check(
            own.All(o => parent.Orders.Contains(o.Id)), "outage.children", parent.Code,
            () => $"without {string.Join(',', own.Where(o => !parent.Orders.Contains(o.Id)).Select(o => o.Number))}");
        report.Count("outage.child", own.Length);
        var known = own.Select(o => o.Id).ToHashSet();
        report.Check(
            parent.Orders.Except(known).All(o => !outage.Holds(parent.CreatedAt(o))), "outage.strangers", parent.Code,
            () => string.Join(',', parent.Orders.Except(known)));
    }

    // An order that had ended when the window was set last keeps the one before.
    private static void JudgeWindows(
        OwnParent parent, OwnOutage outage, IReadOnlyDictionary<Guid, OrderStory> orders, AuditReport report)
    {
        foreach (var order in parent.Orders.Select(o => orders[o]).Where(o => !(o.Ended <= parent.ChangedAt)))
        {
            var window = order.Windows.GetValueOrDefault(parent.Id);
            report.Check(
                window?.From == outage.From && (window.Until ?? DateTimeOffset.MaxValue) == outage.Until,
                "outage.window", order.Number, () => $"{window?.From:O} to {window?.Until:O}, own {outage.Window}");
        }
    }

    private static bool IsChild(OrderStory order, OwnOutage outage, JsonElement policy) =>
        outage.Losses.Any(l => l.Asset == order.Origin.At("asset").Id("assetId"))
        && (outage.Holds(order.Origin.Instant("occurredAt")) || outage.Holds(order.Origin.Instant("createdAt")))
        && policy.List("children").Any(c => c.Text("workKind") == order.Origin.Text("workKind")
            && (!c.Has("causes") || c.Words("causes").Contains(order.Origin.Text("cause"))));

    private static IEnumerable<OwnParent> Parents(LogFile log)
    {
        var created = log.Events.Where(e => e.Name == "work-order.created.v1")
            .ToDictionary(e => e.Id, e => e.Body.Instant("createdAt"));
        foreach (var declared in log.Of("declared-event"))
        {
            var first = declared.First().Body;
            if (first.Text("kind") != "mass-outage" || first.Text("declaredBy") != "system")
            {
                continue;
            }

            var parent = new OwnParent(declared.Key, first.Text("code"), first.Words("areas").Single(), created);
            foreach (var happened in declared)
            {
                parent.Take(happened);
            }

            yield return parent;
        }
    }

    private sealed class OwnParent(
        Guid id, string code, string area, IReadOnlyDictionary<Guid, DateTimeOffset> created)
    {
        public Guid Id => id;

        public string Code => code;

        public string Area => area;

        public HashSet<Guid> Orders { get; } = [];

        public string Window { get; private set; } = string.Empty;

        public DateTimeOffset ChangedAt { get; private set; }

        public DateTimeOffset CreatedAt(Guid order) => created[order];

        public void Take(LogEvent happened)
        {
            var body = happened.Body;
            ChangedAt = happened.RecordedAt;
            switch (happened.Name)
            {
                case "declared-event.declared.v1" or "declared-event.window-set.v1":
                    Window = $"{body.Instant("from"):O} to {body.InstantOr("until")?.ToString("O") ?? "-"}";
                    break;
                case "declared-event.orders-attached.v1":
                    Orders.UnionWith(body.List("orders").Select(o => o.GetGuid()));
                    break;
                case "declared-event.orders-detached.v1":
                    Orders.ExceptWith(body.List("orders").Select(o => o.GetGuid()));
                    break;
            }
        }
    }
}
