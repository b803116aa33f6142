using System.Collections.Concurrent;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.World;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// Draws orders from a seed, county after county, and has every clock of them judged on all processors, until there are
/// enough. The same seed gives the same orders: those of a longer run begin with those of a shorter one.
/// </summary>
/// <param name="seed">Draws everything.</param>
public sealed class ClockRun(int seed)
{
    private const int OrdersPerBook = 50;
    private const int OrdersPerRound = 1_000;

    // Of orders that differ so many are told again to find the smallest story.
    private const int ShrunkMax = 20;

    private readonly ConcurrentBag<int> _differing = [];
    private readonly ConcurrentDictionary<string, int> _zones = new(StringComparer.Ordinal);

    /// <summary>What the auditor reads instead of the county's rule sets.</summary>
    internal Func<PolicyFiles, PolicyFiles> Reads { get; init; } = documents => documents;

    /// <summary>What the auditor reads instead of an order's log.</summary>
    internal Func<LogFile, LogFile> Tells { get; init; } = log => log;

    /// <summary>What the auditor found and looked at.</summary>
    public AuditReport Report { get; } = new();

    /// <summary>Draws everything.</summary>
    public int Seed { get; } = seed;

    /// <summary>Orders judged.</summary>
    public int Orders { get; private set; }

    /// <summary>Pieces of running and resting of judged clocks; of one that was counted anew those of the last
    /// count.</summary>
    public int Intervals => Report.Checked.GetValueOrDefault("clock.pieces");

    /// <summary>Orders whose clocks or limits are not those of the auditor.</summary>
    public int Differing => _differing.Count;

    /// <summary>Orders by zone.</summary>
    public IReadOnlyDictionary<string, int> Zones => _zones;

    /// <summary>Goes on round by round while more is wanted.</summary>
    /// <param name="ordersMax">Orders at most.</param>
    /// <param name="wantsMore">Asked after every round.</param>
    public void Judge(int ordersMax, Func<ClockRun, bool> wantsMore)
    {
        ArgumentNullException.ThrowIfNull(wantsMore);
        do
        {
            var round = Math.Min(OrdersPerRound, ordersMax - Orders);
            Round(Orders, round);
            Orders += round;
        }
        while (Orders < ordersMax && wantsMore(this));
    }

    /// <summary>
    /// Of the orders that differ the one that shows it with the fewest commands: what happened to it, and what was
    /// found; empty when none differs.
    /// </summary>
    public IReadOnlyList<string> SmallestStory()
    {
        if (_differing.IsEmpty)
        {
            return [];
        }

        var (order, story, report, book) =
            _differing.Order().Take(ShrunkMax).Select(Shortest).MinBy(s => s.Story.Commands);
        return
        [
            $"order {order} of seed {Seed}, {book.Zone}, clocks changed at {book.Night:O}:",
            .. story.Events.Select(e => $"  {e.RecordedAt:yyyy-MM-ddTHH:mm:ss.fff} {e.Name} {e.Body.GetRawText()}"),
            .. report.Findings.Select(f => $"  differs: {f}"),
        ];
    }

    private (int Order, ClockStory Story, AuditReport Report, ClockBook Book) Shortest(int order)
    {
        var book = BookOf(order);
        for (var commands = 1; ; commands++)
        {
            var story = ClockWorld.Tell(Seed, order, book, commands);
            var report = new AuditReport();
            Judge(story, book, report);
            if (report.Findings.Count > 0 || story.IsWhole)
            {
                return (order, story, report, book);
            }
        }
    }

    private void Round(int first, int count)
    {
        var merging = new Lock();
        var books = new ConcurrentDictionary<int, Lazy<ClockBook>>();
        Parallel.For(
            first, first + count, () => new AuditReport(),
            (n, _, own) =>
            {
                var book = books.GetOrAdd(n / OrdersPerBook, _ => new Lazy<ClockBook>(() => BookOf(n))).Value;
                var before = own.Findings.Count;
                var story = ClockWorld.Tell(Seed, n, book);
                ClockCounts.Take(story, book, Judge(story, book, own), own);
                _zones.AddOrUpdate(book.Zone, 1, (_, orders) => orders + 1);
                if (own.Findings.Count > before)
                {
                    _differing.Add(n);
                }

                return own;
            },
            own =>
            {
                lock (merging)
                {
                    Report.Take(own);
                }
            });
    }

    private ClockBook BookOf(int order) =>
        new(new Chance(ClockWorld.HashOf($"{Seed}/book/{order / OrdersPerBook}")));

    private OrderStory Judge(ClockStory story, ClockBook book, AuditReport report) => OrderLaws.Judge(
        Tells(story.Log), Reads(book.Documents), book.Chosen, report, story.IsWhole ? story.Now : null).Values.Single();
}
