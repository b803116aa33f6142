using System.Collections.Concurrent;
using FieldOps.Platform.Config.Silo;

namespace FieldOps.Cluster.Deadlines;

/// <summary>
/// The last net under the deadline shards: a reminder wakes a shard when every silo has stopped touching it. It is no
/// clock, so once stored it is left alone.
/// </summary>
internal sealed partial class DeadlineReminder(SiloOptions options, ILogger<DeadlineReminder> logger)
{
    private const string Name = "look";
    private readonly ConcurrentDictionary<long, byte> _ensured = new();

    /// <summary>
    /// Stores the reminder of a shard, once a process; a failure is only told, the next touch tries again.
    /// </summary>
    public async Task EnsureAsync<TGrain>(TGrain shard)
        where TGrain : Grain, IRemindable
    {
        var number = shard.GetPrimaryKeyLong();
        if (!_ensured.TryAdd(number, 0))
        {
            return;
        }

        try
        {
            var period = TimeSpan.FromMinutes(options.Deadlines.ReminderMinutes);
            await shard.RegisterOrUpdateReminder(Name, period, period);
        }
        catch (Exception failure)
        {
            _ensured.TryRemove(number, out _);
            NotStored(logger, failure, number);
        }
    }
}
