using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>What a party that left has restored.</summary>
internal sealed record OwnRestoration(Guid Contractor, DateTimeOffset At, bool Repaired);

/// <summary>What a party that left answers for although the order goes on: the clocks that it stopped.</summary>
/// <param name="Left">The order as it left it.</param>
/// <param name="Order">The order, which goes on.</param>
internal sealed record OwnShare(OrderStory Left, OrderStory Order)
{
    public string Attribution => Order.Attribution ?? "contractor-scope";

    /// <summary>Clock to outcome and running time; what it had not stopped goes with the order.</summary>
    public Dictionary<string, (string Outcome, TimeSpan Elapsed)> Clocks() => Left.ClocksAt(Left.Ended!.Value)
        .ToDictionary(c => c.Clock, c => c.Stopped ? (c.Outcome, c.Elapsed) : ("void", TimeSpan.Zero));
}

/// <summary>How an order counts for a contractor: as archived, or as its share in an order that went on.</summary>
internal sealed record OwnVerdict(
    OrderStory Order, string? Attribution, int Returns, IReadOnlyList<(string Clock, string Outcome)> Clocks)
{
    public Guid Id => Order.Id;

    public JsonElement Origin => Order.Origin;

    /// <summary>As the log told it up to a position.</summary>
    public static OwnVerdict Of(OrderStory order, Guid contractor, long upTo)
    {
        var told = order.SharesTold.FindLastIndex(s => s.Contractor == contractor && s.Position <= upTo);
        if (told < 0)
        {
            return new(
                order, order.Attribution, order.Returns,
                [.. order.ClocksAt(order.Ended!.Value).Select(c => (c.Clock, c.Outcome))]);
        }

        // Judged where it was told.
        var share = order.SharesTold[told].Outcome;
        return new(
            order, share.Text("attribution"), share.Int("returnCount"),
            [.. share.List("clocks").Select(c => (c.Text("clock"), c.Text("outcome")))]);
    }
}
