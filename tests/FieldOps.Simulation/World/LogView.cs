using FieldOps.Simulation.Auditing;
using Npgsql;

namespace FieldOps.Simulation.World;

/// <summary>What the players see of the orders: read from the log, and folded by the auditor's own walk.</summary>
internal sealed class LogView(NpgsqlDataSource database)
{
    private readonly Dictionary<Guid, OrderStory> _orders = [];
    private readonly Dictionary<Guid, int> _versions = [];
    private long _position;

    /// <summary>Open orders, in an order that no interleaving changes.</summary>
    public IReadOnlyList<OrderStory> Open => [.. _orders.Values.Where(o => !o.HasEnded).OrderBy(o => o.Id)];

    public int VersionOf(OrderStory order) => _versions[order.Id];

    /// <summary>Numbers of pauses that nobody has judged.</summary>
    public static int? UnjudgedPause(OrderStory order) => order.Pauses.Find(p => p.Approved is null)?.Number;

    /// <summary>Reads on.</summary>
    public async Task RefreshAsync()
    {
        var news = await LogFileReader.EventsAsync(database, _position);
        foreach (var happened in news)
        {
            _position = happened.Position;
            if (happened.Type != "work-order")
            {
                continue;
            }

            _versions[happened.Id] = happened.Version;
            if (happened.Version == 1)
            {
                _orders[happened.Id] = new OrderStory(happened);
            }
            else
            {
                OrderWalk.Take(
                    _orders[happened.Id], happened, happened.Name["work-order.".Length..^".v1".Length]);
            }
        }
    }
}
