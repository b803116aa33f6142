using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.World;

/// <summary>What people do to orders: mostly what comes next, now and then nonsense.</summary>
internal sealed class OrderDeeds(Chance chance, Func<string> nextKey)
{
    private static readonly string[] s_way = ["departed", "arrived-on-site", "fault-judged", "fault-located"];
    private static readonly string[] s_wayVerbs = ["depart", "arrive", "judge", "locate"];

    private static readonly string[] s_reasons =
        ["access-denied", "entry-barred", "customer-not-ready", "operator-material", "safety-stop"];

    private static readonly string[] s_attributions =
        ["contractor-scope", "contractor-scope", "contractor-scope", "customer", "force-majeure", "operator"];

    /// <summary>One wish about the order at an instant.</summary>
    public Wish For(OrderStory order, int version, DateTimeOffset now)
    {
        var (verb, body, by) = chance.Of(12) ? Nonsense(order, now) : Sensible(order, now);
        // A phone that saw an older state, or the present one.
        int? seen = chance.Of(10) ? Math.Max(1, version - chance.Between(0, 1)) : null;
        DateTimeOffset? clock = verb is "restore" or "put-on-load" && chance.Of(5) ? now.AddYears(-7) : null;
        return new Wish(nextKey(), $"work-orders/{order.Id:D}:{verb}", body, by, seen, clock);
    }

    private (string Verb, object Body, Person By) Sensible(OrderStory order, DateTimeOffset now)
    {
        if (LogView.UnjudgedPause(order) is { } pause && chance.Of(25))
        {
            return ("decide-suspension", Judgement(pause), Person.Dispatcher);
        }

        if (order.Lead is not { } lead)
        {
            return ("dispatch", Party(), Person.Dispatcher);
        }

        var crew = Person.Crew(lead.Contractor);
        return order.Status switch
        {
            "dispatched" => Sign(order, crew, now),
            "accepted" or "in-progress" => Work(order, crew, now),
            "restored" => AfterRestoration(order, crew, now),
            "suspended" => ("resume", Claim(now, 2), crew),
            "replied" => Review(),
            "verified" => Closing(order, crew, now),
            "return-pending" => chance.Of(60)
                ? ("reject-refusal", new { reason = "属本标包 / it is in your lot" }, Person.Dispatcher)
                : ("confirm-refusal", new { closeOrder = chance.Of(40), note = "改派" }, Person.Dispatcher),
            _ => ("dispatch", Party(), Person.Dispatcher),
        };
    }

    private (string, object, Person) Sign(OrderStory order, Person crew, DateTimeOffset now) =>
        chance.Between(1, 100) switch
        {
            <= 74 => ("accept", Claim(Latest(order.ClocksStart, now, 4), 0), crew),
            <= 84 => ("refuse", new { reason = "非本标包 / not our lot" }, crew),
            <= 92 => ("transfer", Party(), Person.ContractorDesk(crew.Contractor!.Value)),
            <= 96 => ("urge", new { note = "请尽快" }, Person.Dispatcher),
            _ => ("cancel", new { reason = "误派 / sent by mistake" }, Person.Dispatcher),
        };

    private (string, object, Person) Work(OrderStory order, Person crew, DateTimeOffset now)
    {
        var next = Array.FindIndex(s_way, m => !order.Milestones.ContainsKey(m));
        var generation = order.Origin.Text("workKind") == "generation";
        switch (chance.Between(1, 100))
        {
            case <= 50 when next >= 0:
                return (s_wayVerbs[next], Claim(now, 3), crew);
            case <= 66:
                return (generation ? "put-on-load" : "restore", Restoration(now), crew);
            case <= 76:
                return ("suspend", Pause(order, now), crew);
            case <= 80:
                return ("reply", Form(now, restored: true), crew);
            case <= 84:
                return ("append", new { text = "补充信息 / more" }, Person.Dispatcher);
            case <= 87:
                return ("note", new { kind = "stage-feedback", text = "处理中" }, crew);
            case <= 90:
                return ("add-assist", Party(), Person.Dispatcher);
            case <= 93:
                return ("transfer", Party(), Person.Dispatcher);
            case <= 95:
                return ("refuse", new { reason = "人手不足" }, crew);
            case <= 97:
                return ("cancel", new { reason = "市电恢复" }, Person.Dispatcher);
            default:
                return ("urge", new { note = "" }, Person.Dispatcher);
        }
    }

    private (string, object, Person) AfterRestoration(OrderStory order, Person crew, DateTimeOffset now) =>
        chance.Between(1, 100) switch
        {
            <= 25 => ("splice", Claim(now, 3), crew),
            <= 35 => ("leave", Claim(now, 3), crew),
            <= 45 => ("suspend", Pause(order, now), crew),
            _ => ("reply", Form(now, restored: false), crew),
        };

    private (string, object, Person) Review() => chance.Between(1, 100) switch
    {
        <= 70 => ("verify", new { attribution = chance.One(s_attributions), note = "" }, Person.Reviewer),
        <= 90 => ("return-reply", new { reason = "照片不清", restorationRejected = chance.Of(40) }, Person.Reviewer),
        _ => ("transfer-review", new { reviewer = "qa-2", reason = "请假" }, Person.Reviewer),
    };

    private (string, object, Person) Closing(OrderStory order, Person crew, DateTimeOffset now) =>
        chance.Between(1, 100) switch
        {
            <= 50 => ("archive", new { }, Person.Dispatcher),
            <= 60 => ("suspend", Pause(order, now), crew),
            _ => ("splice", Claim(now, 3), crew),
        };

    private (string, object, Person) Nonsense(OrderStory order, DateTimeOffset now)
    {
        var stranger = Person.Crew(Sites.ContractorId(chance.One(Sites.Contractors)));
        var crew = order.Lead is { } lead && chance.Of(60) ? Person.Crew(lead.Contractor) : stranger;
        return chance.Between(1, 11) switch
        {
            1 => ("accept", Claim(now, 5), crew),
            2 => ("restore", new { claimedAt = now.AddHours(3) }, crew),
            3 => ("archive", new { }, Person.Dispatcher),
            4 => ("verify", new { attribution = "nobody" }, Person.Reviewer),
            5 => ("resume", Claim(now, 5), crew),
            6 => ("dispatch", new { contractor = "NOBODY" }, Person.Dispatcher),
            7 => ("arrive", new { claimedAt = now.AddDays(-9) }, crew),
            8 => ("suspend", new { reason = "force-majeure", evidence = new[] { "sha256:x" } }, crew),
            9 => ("decide-suspension", Judgement(chance.Between(1, 3)), Person.Dispatcher),
            10 => ("reply", new { phenomenon = "nothing else" }, crew),
            _ => ("locate", Claim(now, 30), crew),
        };
    }

    private object Judgement(int pause) => new { pause, approved = chance.Of(60), note = "照片为证 / photographs" };

    private object Party() => new
    {
        contractor = chance.Of(85) ? chance.One(Sites.Contractors) : Sites.InHouse,
        reason = "就近 / nearer",
    };

    private object Claim(DateTimeOffset now, int minutesMax) =>
        new { claimedAt = now.AddMinutes(-chance.Between(0, minutesMax)) };

    private object Restoration(DateTimeOffset now) => new
    {
        claimedAt = now.AddMinutes(-chance.Between(0, 12)),
        permanent = chance.Of(40),
    };

    private object Pause(OrderStory order, DateTimeOffset now)
    {
        var from = Latest(order.ClocksStart, now, 60);
        var closed = chance.Of(25) && from < now;
        return new
        {
            reason = chance.One(s_reasons),
            from,
            until = closed ? now : (DateTimeOffset?)null,
            evidence = new[] { "sha256:photo" },
            note = "业主拒绝 / refused",
        };
    }

    private object Form(DateTimeOffset now, bool restored) => new
    {
        phenomenon = "退服 / out of service",
        measures = "更换 / replaced",
        responsible = "p-17",
        faultType = "power",
        breakAddress = "路口 / crossing",
        breakReason = "施工 / works",
        restoredAt = restored ? Claim(now, 8) : null,
        permanent = restored && chance.Of(50),
    };

    private DateTimeOffset Latest(DateTimeOffset? floor, DateTimeOffset now, int minutesMax)
    {
        var at = now.AddMinutes(-chance.Between(0, minutesMax));
        return floor > at ? floor.Value : at;
    }
}
