using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Outages;
using static FieldOps.Domain.Tests.Sla.Outages.County;

namespace FieldOps.Domain.Tests.Sla.Outages;

/// <summary>
/// Waves of losses, told in any order, some twice, some when they are over: each wave of enough stations has one parent
/// with all of its stations, from its first loss to its last return of power; no other wave has one.
/// </summary>
public sealed class OutageProperties
{
    private const int Apart = 600;

    [Fact]
    public void EachWaveOfEnoughStations_HasExactlyOneParent()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var chance = new Random(seed);
            var county = new County();
            var waves = Enumerable.Range(0, 3).Select(w => Wave(chance, w * Apart)).ToArray();
            for (var w = 0; w < waves.Length; w++)
            {
                foreach (var message in Shuffled(chance, waves[w]))
                {
                    county.Tell(message, (w * Apart) + 300);
                }
            }

            Judge(county, waves, $"seed {seed}");
        }
    }

    private static void Judge(County county, Spell[][] waves, string seed)
    {
        var big = waves.Where(w => w.Select(s => s.Station).Distinct().Count() >= Policy.StationsMin).ToArray();
        county.Begun.Select(b => b.Code).Distinct().Count().ShouldBe(big.Length, seed);
        county.Begun.Count().ShouldBe(big.Length, seed);
        county.State.Outages.Select(o => (o.From, o.Until)).ShouldBe(
            big.Select(w => (At(w.Min(s => s.From)), (DateTimeOffset?)At(w.Max(s => s.Until)))), seed);
        county.State.Spells.Count(s => s.Outage is not null).ShouldBe(big.Sum(w => w.Length), seed);
    }

    private static Spell[] Wave(Random chance, int start)
    {
        var stations = chance.Next(5, 16);
        return
        [
            .. Enumerable.Range(0, stations).Select(i =>
            {
                var from = start + (chance.NextDouble() * 30);
                return new Spell(i, from, from + 1 + (chance.NextDouble() * 200));
            }),
        ];
    }

    // Of one station in order, as its entity tells them; of several in any order.
    private static IEnumerable<ICommand> Shuffled(Random chance, Spell[] wave)
    {
        var queues = wave.Select(s => new Queue<ICommand>(
            [Lost(s.Station, s.From), Lost(s.Station, s.From), Restored(s.Station, s.Until)])).ToList();
        while (queues.Count > 0)
        {
            var queue = queues[chance.Next(queues.Count)];
            yield return queue.Dequeue();
            if (queue.Count == 0)
            {
                queues.Remove(queue);
            }
        }
    }

    private sealed record Spell(int Station, double From, double Until);
}
