using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>
/// Moves the simulated time from one telling to the next. What has happened since is told together, each thing with its
/// own instant, as a phone without signal does; the clock stops at every deadline on the way.
/// </summary>
internal sealed class DemoDriver
{
    // Longest look away while anything may come up by itself: later, crews would sign long after the dispatch.
    private static readonly TimeSpan s_lookAwayMax = TimeSpan.FromMinutes(60);

    private readonly DemoApi _api;
    private readonly WorldIndex _world;
    private readonly FieldWork _field;
    private readonly MonthCloser _closer;
    private readonly AlarmPolicy _policy;
    private readonly AlarmFeed _feed;
    private readonly Queue<WorldSegmentFault> _faults;
    private readonly SortedSet<DateTimeOffset> _looks = [];
    private int _activeAlarms;
    private int _told;

    public DemoDriver(
        DemoApi api,
        WorldIndex world,
        FieldWork field,
        MonthCloser closer,
        AlarmPolicy policy,
        DateTimeOffset until)
    {
        (_api, _world, _field, _closer, _policy) = (api, world, field, closer, policy);
        _feed = new AlarmFeed(world.World, until);
        _faults = new Queue<WorldSegmentFault>(
            world.World.SegmentFaults.Where(f => f.OccurredAt < until).OrderBy(ReportedAt));
    }

    /// <summary>Slots run so far.</summary>
    public int Slots { get; private set; }

    /// <summary>Runs to the end of the story and until every month is closed.</summary>
    public async Task RunAsync(IProgress<DemoProgressStep> progress, CancellationToken cancellationToken)
    {
        var (from, now) = (_world.World.From, _world.World.From);
        while (Next(now) is { } at)
        {
            now = at;
            await _api.AdvanceAsync(now, cancellationToken);
            if (_closer.NextAt <= now)
            {
                await _closer.CloseAsync(cancellationToken);
            }

            await SlotAsync(now, cancellationToken);
            Slots++;
            progress.Report(new(from, now, _closer.LastAt, _field.Plans.Count));
        }

        await _api.AdvanceAsync(now, cancellationToken);
    }

    /// <summary>What was sent.</summary>
    public WorldCounts Sent() => new(_feed.Raised, _feed.Sent - _feed.Raised, _told, Slots, _api.Calls);

    /// <summary>A cable fault is told to the dispatch centre some minutes after it occurred.</summary>
    private static DateTimeOffset ReportedAt(WorldSegmentFault fault)
    {
        const int FirstMinute = 3;
        const int Minutes = 12;
        return fault.OccurredAt.AddMinutes(FirstMinute + SeededRandom.For(0, "reported/" + fault.Id).NextInt(Minutes));
    }

    private async Task SlotAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _field.DiscoverAsync(cancellationToken);
        var signals = _feed.Take(now);
        var reports = new List<WorldSegmentFault>();
        while (_faults.TryPeek(out var fault) && ReportedAt(fault) <= now)
        {
            reports.Add(_faults.Dequeue());
        }

        Watch(signals, now);
        var busy = signals.Select(s => s.Alarm.StationCode)
            .Concat(reports.Select(f => _world.SegmentsById[f.SegmentId].Code))
            .ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(
            SendAsync(signals, now, cancellationToken),
            ReportAsync(reports, cancellationToken),
            _field.ActAsync(now, busy, cancellationToken));
    }

    private void Watch(IReadOnlyList<Signal> signals, DateTimeOffset now)
    {
        _looks.RemoveWhere(look => look <= now);
        foreach (var signal in signals)
        {
            _activeAlarms += signal.Raised ? 1 : -1;
            if (signal.Raised && !_field.IsOpen(signal.Alarm.StationCode)
                && AlarmFeed.PersistsAt(signal.Alarm, _policy) is { } look)
            {
                _looks.Add(Patience.LookBy(look > now ? look : now));
            }
        }
    }

    private DateTimeOffset? Next(DateTimeOffset now)
    {
        var soonest = Earliest(
            _feed.TellBy(_policy, _field.IsOpen),
            _faults.TryPeek(out var fault) ? Patience.ReportBy(ReportedAt(fault)) : null,
            _field.TellBy,
            _looks.Count > 0 ? _looks.Min : null,
            _closer.NextAt);
        if (soonest is not { } next)
        {
            return null;
        }

        var quiet = _activeAlarms == 0 && _field.TellBy is null;
        next = quiet || next < now + s_lookAwayMax ? next : now + s_lookAwayMax;
        return next > now ? next : now.AddSeconds(1);
    }

    private static DateTimeOffset? Earliest(params ReadOnlySpan<DateTimeOffset?> instants)
    {
        DateTimeOffset? earliest = null;
        foreach (var instant in instants)
        {
            earliest = earliest is null || instant < earliest ? instant ?? earliest : earliest;
        }

        return earliest;
    }

    private async Task SendAsync(IReadOnlyList<Signal> signals, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (signals.Count > 0)
        {
            await _api.BatchAsync(
                "alarms:batch",
                [.. signals.Select(AlarmFeed.BodyOf)],
                $"demo/alarms/{now:yyyyMMddHHmmss}",
                PlanWriter.Dispatcher,
                cancellationToken);
        }
    }

    private async Task ReportAsync(IReadOnlyList<WorldSegmentFault> faults, CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            _told++;
            await _api.DoAsync(
                "tickets",
                new
                {
                    AssetCode = _world.SegmentsById[fault.SegmentId].Code,
                    AssetType = AssetTypes.LineSegment,
                    fault.Severity,
                    ProbableCause = fault.Cause,
                    Description = FormattableString.Invariant($"km {fault.BreakKm:0.00}"),
                    fault.OccurredAt,
                },
                $"demo/fault/{fault.Id}",
                PlanWriter.Dispatcher,
                cancellationToken);
        }
    }
}

/// <summary>How far the story has come.</summary>
internal readonly record struct DemoProgressStep(
    DateTimeOffset From, DateTimeOffset Now, DateTimeOffset To, int Orders);
