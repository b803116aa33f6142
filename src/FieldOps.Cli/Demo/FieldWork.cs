using System.Text.Json;

namespace FieldOps.Cli.Demo;

/// <summary>
/// The people in the field, the dispatcher and the reviewer: they hear which orders are theirs, plan, and act when the
/// time has come. Calls about one order follow each other, those about different orders are made side by side.
/// </summary>
internal sealed class FieldWork(DemoApi api, CoursePlanner planner, PlanWriter writer, Story story)
{
    private const int CallsAtOnce = 32;
    private const int ChangesAtOnce = 500;
    private const string Dispatched = "work-order.dispatched.v1";
    private const string DispatchedAgain = "work-order.dispatched-again.v1";

    // Long enough for the clock to move once: all that follows from what was told is then done.
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);

    private readonly List<OrderPlan> _open = [];
    private readonly Dictionary<Guid, OrderPlan> _plans = [];
    private long _position;

    /// <summary>By when the next action must be told; null when nobody has anything to do.</summary>
    public DateTimeOffset? TellBy => _open.Min(p => p.TellBy);

    /// <summary>The last plan of every order.</summary>
    public IReadOnlyDictionary<Guid, OrderPlan> Plans => _plans;

    /// <summary>Whether somebody is at work on an order of this asset.</summary>
    public bool IsOpen(string asset) => _open.Exists(p => p.Order.AssetCode == asset);

    /// <summary>Hears of what was dispatched since the last time, and plans it.</summary>
    public async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        var dispatched = new HashSet<Guid>();
        bool atHead;
        do
        {
            var page = await api.GetAsync(
                FormattableString.Invariant($"changes?after={_position}&limit={ChangesAtOnce}"), cancellationToken);
            foreach (var change in page.GetProperty("items").EnumerateArray())
            {
                var name = change.GetProperty("name");
                if (name.ValueEquals(Dispatched) || name.ValueEquals(DispatchedAgain))
                {
                    dispatched.Add(change.GetProperty("entityId").GetGuid());
                }
            }

            _position = page.GetProperty("after").GetInt64();
            atHead = page.GetProperty("atHead").GetBoolean();
        }
        while (!atHead);

        var orders = await Task.WhenAll(dispatched.Select(async id =>
            SeenOrder.Of(await api.GetAsync($"work-orders/{id:D}", cancellationToken))));
        foreach (var order in orders.OrderBy(o => o.ClocksStartAt).ThenBy(o => o.OrderId))
        {
            await PlanAsync(order, cancellationToken);
        }
    }

    /// <summary>
    /// Makes all calls that are due, except about assets that are being told of: what the product makes of that must
    /// have come to rest first, or the outcome would depend on who was faster.
    /// </summary>
    public async Task ActAsync(
        DateTimeOffset now, IReadOnlySet<string> busyAssets, CancellationToken cancellationToken)
    {
        var due = new List<OrderPlan>();
        foreach (var plan in _open)
        {
            if (busyAssets.Contains(plan.Order.AssetCode))
            {
                plan.HeldUntil = now + s_rest;
            }
            else if (plan.NextAt <= now)
            {
                due.Add(plan);
            }
        }

        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(due, options, async (plan, token) => await ActAsync(plan, now, token));
        _open.RemoveAll(p => p.NextAt is null);
    }

    private async Task PlanAsync(SeenOrder order, CancellationToken cancellationToken)
    {
        var assignment = _plans.TryGetValue(order.OrderId, out var before) ? before.Assignment + 1 : 1;
        var course = planner.Plan(order, assignment, story.WantsLie(order, planner));
        var plan = new OrderPlan(order, assignment, course, writer.Write(order, course));
        _plans[order.OrderId] = plan;
        _open.Add(plan);
        await story.OnOrderAsync(plan, cancellationToken);
    }

    private async Task ActAsync(OrderPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (plan.TryTake(now, out var action, out var key))
        {
            var path = $"work-orders/{plan.Order.OrderId:D}:{action.Verb}";
            await api.DoAsync(path, action.Body, key, action.Caller, cancellationToken);
        }
    }
}
