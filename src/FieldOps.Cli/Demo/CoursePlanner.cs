using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>
/// Draws how crews work. Every draw follows from the seed and the order's own id, never from what came first, so that
/// one seed tells one story.
/// </summary>
internal sealed class CoursePlanner(ulong seed, WorldIndex world, SimulationProfiles profiles)
{
    private static readonly double[][] s_spread = [[0, 0.25], [0.25, 0.6], [0.5, 1], [0.75, 1.6], [0.95, 2.8], [1, 6]];
    private static readonly string[] s_excluded = ["customer", "other-operator", "force-majeure"];

    // As long as a claim may differ from its alarm without being called false.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, SimulationProfile> _profiles =
        profiles.Profiles.ToDictionary(p => p.Contractor, StringComparer.Ordinal);

    /// <summary>The course of an order from this dispatch on.</summary>
    /// <param name="order">The order.</param>
    /// <param name="assignment">1 for its first dispatch.</param>
    /// <param name="mustLie">True makes a false reply of it, where one can be.</param>
    public OrderCourse Plan(SeenOrder order, int assignment, bool mustLie)
    {
        var draw = SeededRandom.For(seed, FormattableString.Invariant($"order/{order.OrderId:D}/{assignment}"));
        var profile = _profiles[order.ContractorCode];
        var dispatched = order.ClocksStartAt;
        var accept = dispatched.Plus(draw.NextOf(s_spread) * profile.AcceptDelayMinutesMedian);
        var refused = Refusal(order, draw, profile, assignment, accept);
        var start = refused?.AnsweredAt.Plus(3 + (draw.NextUnit() * 6)) ?? accept;
        var begun = new OrderCourse { AcceptAt = start, Refused = refused };
        if (refused?.ToContractor is not null)
        {
            return begun;
        }

        var depart = start.Plus(3 + (draw.NextUnit() * 8));
        var arrive = depart.Plus(TravelMinutes(order, draw) * profile.TravelFactor);
        var job = new Job(order, profile, draw, begun, depart, arrive);
        var alarm = world.AlarmOf(order.AssetCode, order.Cause, order.OccurredAt);
        var course = (order.WorkKind, alarm) switch
        {
            ("repair", { } a) => Healed(job, HealedAt(a, dispatched) ?? arrive.AddHours(8), mustLie),
            ("generation", { } a) => Generated(job, world.RestoredAt(a) ?? arrive.AddHours(8)),
            ("repair", null) => Mended(job),
            _ => Guarded(job),
        };
        return course.CancelAt is null ? Reviewed(job, course) : course;
    }

    /// <summary>Whether a false reply about it would be found: the trouble outlasts the arrival by far.</summary>
    public bool CanLie(SeenOrder order)
    {
        const double HoursAtLeast = 4;
        const double HoursAtMost = 20;
        var start = order.ClocksStartAt;
        return order.WorkKind == "repair"
            && world.AlarmOf(order.AssetCode, order.Cause, order.OccurredAt) is { } alarm
            && world.RestoredAt(alarm) is { } restored
            && restored >= start.AddHours(HoursAtLeast) && restored <= start.AddHours(HoursAtMost);
    }

    // What seems to have ended before the dispatch may only be flapping. And what has ended can be claimed only by the
    // alarm of the ticket itself; of another one that overlapped it the order may know nothing, so the crew states that
    // all was well when the order came.
    private DateTimeOffset? HealedAt(WorldAlarm alarm, DateTimeOffset dispatched)
    {
        if (!(world.RestoredAt(alarm) < dispatched))
        {
            return world.RestoredAt(alarm);
        }

        var ended = world.RestoredAt(alarm, s_quiet);
        return ended < dispatched && ended != alarm.ClearedAt ? dispatched : ended;
    }

    private OrderCourse.Refusal? Refusal(
        SeenOrder order, SeededRandom draw, SimulationProfile profile, int assignment, DateTimeOffset at)
    {
        const double StandsShare = 0.3;
        var refuses = draw.NextUnit() < profile.RefusalRate;
        var stands = draw.NextUnit() < StandsShare;
        var answered = at.Plus(5 + (draw.NextUnit() * 10));
        var others = world.OthersOfLot(order.AssetCode, order.WorkKind, profile.Contractor);
        var to = others.Count == 0 ? null : others[draw.NextInt(others.Count)];
        return refuses && assignment == 1
            ? new OrderCourse.Refusal(at, answered, stands ? to : null)
            : null;
    }

    private double TravelMinutes(SeenOrder order, SeededRandom draw)
    {
        const double PostEveryKm = 120;
        const double TrunkKmPerMinute = 1.0;
        var traffic = 0.8 + (draw.NextUnit() * 0.7);
        if (world.Stations.TryGetValue(order.AssetCode, out var station))
        {
            var kmPerMinute = station.AreaClass switch { "U" => 0.4, "S" => 0.65, _ => 0.7 };
            return (5 + (world.StationKm(station) / kmPerMinute)) * traffic;
        }

        var segment = world.Segments[order.AssetCode];
        var reach = Math.Min(segment.LengthKm, PostEveryKm) / 2;
        return (8 + (draw.NextUnit() * reach / TrunkKmPerMinute)) * traffic;
    }

    // The alarm's real clear is the restoration; the crew may come after it, or not have to go at all.
    private static OrderCourse Healed(Job job, DateTimeOffset restored, bool mustLie)
    {
        var (draw, profile) = (job.Draw, job.Profile);
        var lies = draw.NextUnit() < profile.FalseReplyRate || mustLie;
        var permanent = draw.NextUnit() < 0.85;
        if (restored <= job.Depart)
        {
            var told = restored > job.Begun.AcceptAt ? restored : job.Begun.AcceptAt.Plus(2);
            return job.Begun with { RestoredAt = restored, RestoredToldAt = told, Permanent = true };
        }

        var arrived = job.Begun with { DepartAt = job.Depart, ArriveAt = job.Arrive };
        var work = restored - job.Arrive;
        if (lies && work > TimeSpan.FromMinutes(75))
        {
            var claimed = job.Arrive.Plus(15 + (draw.NextUnit() * 10));
            return arrived with
            {
                RestoredAt = claimed, Permanent = true, False = true, ClearsAt = restored, LeftAt = claimed.Plus(8),
            };
        }

        var pause = Pause(job, restored);
        var judged = job.Arrive.Plus(4 + (draw.NextUnit() * 8));
        var located = judged.Plus(4 + (draw.NextUnit() * 30));
        var repaired = restored.Plus((60 + (draw.NextUnit() * 1_100)) * profile.RepairFactor);
        var late = restored > job.Arrive ? restored : job.Arrive;
        return arrived with
        {
            JudgedAt = pause is null && judged < restored ? judged : null,
            LocatedAt = pause is null && located < restored ? located : null,
            Paused = pause,
            RestoredAt = restored,
            Permanent = permanent,
            RepairedAt = permanent ? null : repaired,
            LeftAt = late.Plus(10 + (draw.NextUnit() * 15)),
            UrgeAt = work > TimeSpan.FromHours(3) && draw.NextUnit() < 0.4 ? job.Arrive.AddMinutes(150) : null,
        };
    }

    private static OrderCourse.Pause? Pause(Job job, DateTimeOffset restored)
    {
        const double ApprovedShare = 0.7;
        var draw = job.Draw;
        var wanted = draw.NextUnit() < job.Profile.PauseRate;
        var from = job.Arrive.Plus(5 + (draw.NextUnit() * 10));
        var decided = from.Plus(10 + (draw.NextUnit() * 10));
        var until = decided.Plus(15 + (draw.NextUnit() * 80));
        var approved = draw.NextUnit() < ApprovedShare;
        return wanted && until.Plus(10) < restored ? new OrderCourse.Pause(from, decided, approved, until) : null;
    }

    private OrderCourse Generated(Job job, DateTimeOffset mainsBack)
    {
        const double MarginMinutes = 30;
        var draw = job.Draw;
        var station = world.Stations[job.Order.AssetCode];
        var needed = job.Order.OccurredAt.Plus(Math.Max(MarginMinutes, (station.BatteryHours * 60) - MarginMinutes));
        var onLoad = job.Arrive.Plus(6 + (draw.NextUnit() * 10));
        if (mainsBack <= onLoad && mainsBack <= needed)
        {
            var heard = mainsBack > job.Begun.AcceptAt ? mainsBack : job.Begun.AcceptAt;
            return job.Begun with { CancelAt = heard.Plus(8) };
        }

        var end = mainsBack > onLoad ? mainsBack : onLoad;
        return job.Begun with
        {
            DepartAt = job.Depart,
            ArriveAt = job.Arrive,
            OnLoadAt = onLoad,
            LeftAt = end.Plus(20 + (draw.NextUnit() * 20)),
        };
    }

    // Nobody sees a cable heal: the whole repair is simulated.
    private static OrderCourse Mended(Job job)
    {
        var (draw, factor) = (job.Draw, job.Profile.RepairFactor);
        var judged = job.Arrive.Plus(5 + (draw.NextUnit() * 10));
        var located = judged.Plus(12 + (draw.NextUnit() * 40));
        var restored = located.Plus((35 + (draw.NextUnit() * 130)) * factor);
        return job.Begun with
        {
            DepartAt = job.Depart,
            ArriveAt = job.Arrive,
            JudgedAt = judged,
            LocatedAt = located,
            RestoredAt = restored,
            RepairedAt = restored.Plus((90 + (draw.NextUnit() * 700)) * factor),
            LeftAt = restored.Plus(15 + (draw.NextUnit() * 20)),
        };
    }

    private static OrderCourse Guarded(Job job) => job.Begun with
    {
        DepartAt = job.Depart,
        ArriveAt = job.Arrive,
        LeftAt = job.Arrive.AddHours(8).Plus(job.Draw.NextUnit() * 60),
    };

    private static OrderCourse Reviewed(Job job, OrderCourse course)
    {
        const double ByHandShare = 0.6;
        const double ExcludedShare = 0.05;
        var (draw, profile) = (job.Draw, job.Profile);
        var (told, left) = (course.RestoredToldAt ?? course.RestoredAt ?? course.OnLoadAt, course.LeftAt);
        var done = left is { } l && !(told > l) ? l : told!.Value;
        var delay = draw.NextOf(s_spread) * profile.ReportDelayHoursMedian * 60;
        var reply = course.False ? done.Plus(60 + (draw.NextUnit() * 60)) : done.Plus(10 + delay);
        // The reviewer looks at the alarm first: while it is active no reply passes.
        var seen = course.ClearsAt > reply ? course.ClearsAt.Value : reply;
        var review = seen.Plus(60 + (draw.NextUnit() * 240));
        var returned = draw.NextUnit() < profile.ReturnedReplyRate;
        var again = review.Plus(45 + (draw.NextUnit() * 180));
        var verify = returned ? again.Plus(60 + (draw.NextUnit() * 240)) : review;
        var byHand = draw.NextUnit() < ByHandShare;
        var archive = verify.Plus(20 + (draw.NextUnit() * 120));
        archive = course.RepairedAt?.Plus(30) is { } mended && mended > archive ? mended : archive;
        var excluded = draw.NextUnit() < ExcludedShare && !course.False;
        var why = s_excluded[draw.NextInt(s_excluded.Length)];
        return course with
        {
            ReplyAt = reply,
            ReturnedAt = returned ? review : null,
            ReplyAgainAt = returned ? again : null,
            VerifyAt = verify,
            Attribution = excluded ? why : course.Attribution,
            ArchiveAt = byHand ? archive : null,
        };
    }

    private sealed record Job(
        SeenOrder Order,
        SimulationProfile Profile,
        SeededRandom Draw,
        OrderCourse Begun,
        DateTimeOffset Depart,
        DateTimeOffset Arrive);
}
