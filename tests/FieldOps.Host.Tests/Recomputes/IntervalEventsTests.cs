using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Assessment.Recomputes;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>
/// A recompute works on rows: what moves the clocks of an order and is not read into them would be undone by it.
/// </summary>
public sealed class IntervalEventsTests
{
    private static readonly WorkOrderEntity s_order = new();
    private static readonly ImmutableHashSet<string> s_read = new IntervalProjection(null!).EventNames;

    public static TheoryData<string> Unread => [.. WorkOrderNames.Events.Keys.Except(s_read).Order()];

    [Theory]
    [MemberData(nameof(Unread))]
    public void Event_ThatIsNotRead_ChangesNoInterval(string name)
    {
        var order = Restored();
        Intervals(s_order.Evolve(order, Golden(name))).ShouldBe(Intervals(order));
    }

    // The law above must be able to fail.
    [Fact]
    public void Event_ThatIsRead_ChangesThem()
    {
        var order = Restored();
        Intervals(s_order.Evolve(order, Golden("work-order.false-reply-found.v1"))).ShouldNotBe(Intervals(order));
    }

    // A restored order with a pause that names an event: examples of all that can happen to it are kept as files.
    private static WorkOrderState Restored() => new[]
        {
            "created", "dispatched", "accepted", "milestone-reached", "suspension-requested",
        }
        .Aggregate(
            WorkOrderState.Initial, (state, verb) => s_order.Evolve(state, Golden($"work-order.{verb}.v1")));

    private static string Intervals(WorkOrderState state) =>
        JsonSerializer.Serialize(OrderIntervals.Of(state), PlatformJson.Options);

    private static IEvent Golden(string name) => (IEvent)JsonSerializer.Deserialize(
        File.ReadAllText(Path.Combine(
            RepoFiles.Root, "tests/FieldOps.Domain.Tests/WorkOrders/golden", $"{name}.json")),
        WorkOrderNames.Events[name], PlatformJson.Options)!;
}
