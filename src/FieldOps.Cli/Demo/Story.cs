using System.Text.Json;
using FieldOps.Cli.Api;
using FieldOps.Cli.Output;
using FieldOps.Domain.WorkOrders;
using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>The scenes that an operator recognises: steers the few that must happen, and remembers all.</summary>
internal sealed class Story(DemoApi api, WorldIndex world, DateTimeOffset until)
{
    private const string SlowContractor = "PUJIANG";
    private const string GoodContractor = "HUAXIN";

    private readonly WorldSegmentFault? _cut = world.World.SegmentFaults.FirstOrDefault(
        f => f.OccurredAt < until && world.SegmentsById[f.SegmentId].CableLevel == "trunk1");

    /// <summary>The trunk cut.</summary>
    public CutScene? Cut { get; private set; }

    /// <summary>The order whose restoration was claimed too early.</summary>
    public OrderPlan? Lie { get; private set; }

    /// <summary>An outage that began in one month and ended in the next.</summary>
    public OrderPlan? AcrossMonths { get; private set; }

    /// <summary>Whether this order is the one that is replied falsely.</summary>
    public bool WantsLie(SeenOrder order, CoursePlanner planner) =>
        Lie is null && order.ContractorCode == SlowContractor && planner.CanLie(order);

    /// <summary>Looks at every order once it is planned.</summary>
    public async Task OnOrderAsync(OrderPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Course.False)
        {
            Lie ??= plan;
        }

        var (order, course) = (plan.Order, plan.Course);
        if (course is { False: false, RestoredAt: { } restored } && plan.Assignment == 1
            && world.MonthOf(order.OccurredAt) != world.MonthOf(restored))
        {
            AcrossMonths ??= plan;
        }

        if (Cut is null && _cut is not null && order.WorkKind == "repair" && order.OccurredAt == _cut.OccurredAt
            && order.AssetCode == world.SegmentsById[_cut.SegmentId].Code)
        {
            Cut = await PlayCutAsync(order, cancellationToken);
        }
    }

    /// <summary>Scenes that did not come about although the world has what they need.</summary>
    public IEnumerable<Text> Missing()
    {
        if (_cut is not null && Cut?.Refusal?.Code != WorkOrderRefusals.ScopeDenied)
        {
            yield return new(
                $"The trunk repair was not refused to a contractor: {Cut?.Refusal?.Code}",
                $"干线抢修未被拒绝外包：{Cut?.Refusal?.Code}");
        }
    }

    private async Task<CutScene> PlayCutAsync(SeenOrder order, CancellationToken cancellationToken)
    {
        var refused = await api.TryAsync(
            $"work-orders/{order.OrderId:D}:dispatch",
            new { Contractor = GoodContractor },
            $"demo/story/outsource/{order.OrderId:D}",
            PlanWriter.Dispatcher,
            cancellationToken);
        var guard = await api.DoAsync(
            "work-orders",
            new
            {
                order.AssetCode,
                WorkKind = "guard",
                Severity = "minor",
                Cause = "construction-near-cable",
                Description = "断点附近施工盯防 / guard at the works beside the break",
            },
            $"demo/story/guard/{order.OrderId:D}",
            PlanWriter.Dispatcher,
            cancellationToken);
        return new CutScene(order, refused.Refusal, guard.IsAccepted ? guard.Json() : null);
    }
}

/// <summary>A trunk cut: the repair refused to a contractor, the guard order given to one.</summary>
/// <param name="Order">The in-house crew's repair.</param>
/// <param name="Refusal">What the dispatcher was told who wanted to outsource it; null is a fault.</param>
/// <param name="Guard">The guard order, as answered.</param>
internal sealed record CutScene(SeenOrder Order, ApiRefusal? Refusal, JsonElement? Guard);
