using FieldOps.Cli.Api;
using FieldOps.Domain.Kernel;

namespace FieldOps.Cli.Demo;

/// <summary>Puts a course into the calls of the API that crew, dispatcher and reviewer make.</summary>
internal sealed class PlanWriter(WorldIndex world)
{
    public static Caller Dispatcher { get; } = new(DemoSettings.Tenant, "demo-dispatcher", ActorRoles.Dispatcher);

    public static Caller Reviewer { get; } = new(DemoSettings.Tenant, "demo-reviewer", ActorRoles.QaReviewer);

    public static Caller Crew(SeenOrder order) => new(
        DemoSettings.Tenant, CrewOf(order.ContractorCode), ActorRoles.FieldWorker, order.ContractorId);

    /// <summary>The person id of a contractor's crew.</summary>
    public static string CrewOf(string contractor) => "demo-crew-" + contractor;

    /// <summary>The calls by their instants; those of one instant as they follow from each other.</summary>
    public IEnumerable<FieldAction> Write(SeenOrder order, OrderCourse course)
    {
        var crew = Crew(order);
        var actions = new List<FieldAction>();
        Sign(actions, crew, course);
        if (course.Refused?.ToContractor is not null)
        {
            return actions;
        }

        if (course.CancelAt is { } cancel)
        {
            actions.Add(new(
                cancel, "cancel", new { Reason = "市电已恢复，无需发电 / mains power is back" }, Dispatcher));
            return Sorted(actions);
        }

        Work(actions, crew, course);
        Finish(actions, order, crew, course);
        return Sorted(actions);
    }

    private static IEnumerable<FieldAction> Sorted(List<FieldAction> actions) => actions.OrderBy(a => a.At);

    private static void Sign(List<FieldAction> actions, Caller crew, OrderCourse course)
    {
        if (course.Refused is { } refused)
        {
            actions.Add(new(refused.At, "refuse", new { Reason = "非本标包范围 / not in our lot" }, crew));
            if (refused.ToContractor is { } other)
            {
                actions.Add(new(
                    refused.AnsweredAt,
                    "confirm-refusal",
                    new { CloseOrder = false, Note = "改派 / goes to another party" },
                    Dispatcher));
                actions.Add(new(
                    refused.AnsweredAt.AddMinutes(2), "dispatch", new { Contractor = other }, Dispatcher));
                return;
            }

            actions.Add(new(
                refused.AnsweredAt, "reject-refusal", new { Reason = "属本标包 / it is in your lot" }, Dispatcher));
        }

        actions.Add(new(course.AcceptAt, "accept", At(course.AcceptAt), crew));
    }

    private static void Work(List<FieldAction> actions, Caller crew, OrderCourse course)
    {
        Milestone(actions, crew, "depart", course.DepartAt);
        Milestone(actions, crew, "arrive", course.ArriveAt);
        Milestone(actions, crew, "judge", course.JudgedAt);
        Milestone(actions, crew, "locate", course.LocatedAt);
        Milestone(actions, crew, "put-on-load", course.OnLoadAt);
        if (course.Paused is { } pause)
        {
            Rest(actions, crew, pause);
        }

        if (course.RestoredAt is { } restored)
        {
            actions.Add(new(
                course.RestoredToldAt ?? restored,
                "restore",
                new { ClaimedAt = restored, course.Permanent },
                crew));
        }

        if (course.UrgeAt is { } urge)
        {
            actions.Add(new(urge, "urge", new { Note = "请尽快恢复 / please restore soon" }, Dispatcher));
        }

        Milestone(actions, crew, "leave", course.LeftAt);
        Milestone(actions, crew, "splice", course.RepairedAt);
    }

    private static void Rest(List<FieldAction> actions, Caller crew, OrderCourse.Pause pause)
    {
        actions.Add(new(
            pause.From,
            "suspend",
            new
            {
                Reason = "access-denied",
                pause.From,
                Evidence = new[] { "sha256:simulated-photo" },
                Note = "业主拒绝进入 / the landlord refuses entry",
            },
            crew));
        var note = pause.Approved ? "属实 / true" : "证据不足 / not enough evidence";
        actions.Add(new(
            pause.DecidedAt, "decide-suspension", new { Pause = 1, pause.Approved, Note = note }, Dispatcher));
        if (pause.Approved)
        {
            actions.Add(new(pause.Until, "resume", At(pause.Until), crew));
        }
    }

    private void Finish(List<FieldAction> actions, SeenOrder order, Caller crew, OrderCourse course)
    {
        var reply = Form(order);
        actions.Add(new(course.ReplyAt, "reply", reply, crew));
        if (course.ReturnedAt is { } returned)
        {
            actions.Add(new(
                returned,
                "return-reply",
                new { Reason = "照片不清 / the photo shows nothing", RestorationRejected = false },
                Reviewer));
            actions.Add(new(course.ReplyAgainAt!.Value, "reply", reply, crew));
        }

        actions.Add(new(course.VerifyAt, "verify", new { course.Attribution, Note = string.Empty }, Reviewer));
        if (course.ArchiveAt is { } archive)
        {
            actions.Add(new(archive, "archive", null, Dispatcher));
        }
    }

    private object Form(SeenOrder order)
    {
        var segment = world.Segments.GetValueOrDefault(order.AssetCode);
        return new
        {
            Phenomenon = $"{order.Cause} @ {order.AssetCode}",
            FaultType = order.Cause,
            Measures = order.WorkKind == "generation" ? "发电 / generator" : "处理恢复 / repaired",
            Responsible = $"person:{order.ContractorCode}-01",
            BreakAddress = segment?.NameZh,
            BreakReason = segment is null ? null : order.Cause,
        };
    }

    private static object At(DateTimeOffset at) => new { ClaimedAt = at };

    private static void Milestone(List<FieldAction> actions, Caller crew, string verb, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            actions.Add(new(instant, verb, At(instant), crew));
        }
    }
}
