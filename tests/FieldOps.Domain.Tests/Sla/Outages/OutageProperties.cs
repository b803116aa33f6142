using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Outages;
using static FieldOps.Domain.Tests.Sla.Outages.County;

namespace FieldOps.Domain.Tests.Sla.Outages;

/// <summary>
/// Waves of losses with their orders, told in any order, some twice, some when they are over: each wave of enough
/// stations has one parent with all of its stations and orders, from its first loss to its last return of power; no
/// other wave has one, and short times of long before move none.
/// </summary>
public sealed class OutageProperties
{
    private const int Apart = 600;
    private const int ToldAfter = 300;

    [Fact]
    public void EachWaveOfEnoughStations_HasExactlyOneParent_WhateverTheOrderOfTelling()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var (county, waves) = Told(new Random(seed), keep: _ => true);
            Judge(county, waves, $"seed {seed}");
            foreach (var wave in waves.Where(w => w.IsBig))
            {
                FaultOf(county, wave).ShouldBeNull($"seed {seed}");
            }
        }
    }

    // A county that forgets an order, or hears of it only with the loss, is seen.
    [Fact]
    public void Judge_OfOrdersThatWereNotTold_SeesThem()
    {
        var faults = Enumerable.Range(1, 20).Select(seed => Told(new Random(seed), m => m is not NoteOutageOrder))
            .SelectMany(t => t.Waves.Where(w => w.IsBig).Select(w => FaultOf(t.County, w)));

        faults.ShouldContain(f => f != null);
    }

    private static (County County, Wave[] Waves) Told(Random chance, Func<ICommand, bool> keep)
    {
        var county = new County();
        var waves = Enumerable.Range(0, 3).Select(w => Wave.Of(chance, w, w * Apart)).ToArray();
        foreach (var wave in waves)
        {
            foreach (var message in Shuffled(chance, wave).Where(keep))
            {
                county.Tell(message, wave.Start + ToldAfter);
            }
        }

        return (county, waves);
    }

    private static void Judge(County county, Wave[] waves, string seed)
    {
        var big = waves.Where(w => w.IsBig).ToArray();
        county.Begun.Select(b => b.Code).Distinct().Count().ShouldBe(big.Length, seed);
        county.Begun.Count().ShouldBe(big.Length, seed);
        county.State.Outages.Select(o => (o.From, o.Until)).ShouldBe(
            big.Select(w => (At(w.From), (DateTimeOffset?)At(w.Until))), seed);
        county.State.Spells.Count(s => s.Outage is not null).ShouldBe(big.Sum(w => w.Spells.Length), seed);
    }

    // All orders of its time are its children, and heard of it when they existed; others were made when it was over.
    private static string? FaultOf(County county, Wave wave)
    {
        var code = county.Begun.Single(b => b.From <= At(wave.Until) && b.From >= At(wave.Start)).Code;
        var children = county.Children(code).ToHashSet();
        foreach (var order in wave.Orders)
        {
            var isChild = wave.Holds(order.Occurred) || wave.Holds(order.Created) || order.HadTicket;
            if (isChild != children.Contains(Order(order.Id)) && (isChild || order.Created < wave.Until))
            {
                return $"{order} of {wave.From} to {wave.Until}: {isChild}";
            }

            if (isChild && !HeardWhenItExisted(county, code, Order(order.Id)))
            {
                return $"{order} was told before it existed only";
            }
        }

        return null;
    }

    private static bool HeardWhenItExisted(County county, string code, Guid order) => county.Events
        .SkipWhile(e => e is not OutageOrderTold told || told.OrderId != order)
        .Any(e => e is OutageBegun b ? b.Code == code && b.Orders.Contains(order)
            : e is OutageJoined j && j.Code == code && j.Orders.Contains(order));

    // Of one station in order, as its entity tells them; of several, and of orders, in any order.
    private static IEnumerable<ICommand> Shuffled(Random chance, Wave wave)
    {
        var queues = wave.Spells.Select(s => new Queue<ICommand>(
            s.ToldWhenOver
                ? [Dip(s.Station, s.From, s.Until), Dip(s.Station, s.From, s.Until)]
                : [wave.LostOf(s), wave.LostOf(s), Restored(s.Station, s.Until)]))
            .Concat(wave.Dips.Select(d => new Queue<ICommand>([Dip(d.Station, d.From, d.Until)])))
            .Concat(wave.Orders.Select(o => new Queue<ICommand>(
                [Ordered(o.Station, o.Id, o.Occurred, o.Created), Ordered(o.Station, o.Id, o.Occurred, o.Created)])))
            .ToList();
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

    private sealed record Spell(int Station, double From, double Until, bool ToldWhenOver);

    private sealed record Made(int Id, int Station, double Occurred, double Created, bool HadTicket);

    private sealed record Wave(int Start, Spell[] Spells, Spell[] Dips, Made[] Orders)
    {
        public bool IsBig => Spells.Length >= Policy.StationsMin;

        public double From => Spells.Min(s => s.From);

        public double Until => Spells.Max(s => s.Until);

        public static Wave Of(Random chance, int number, int start)
        {
            Spell[] spells =
            [
                .. Enumerable.Range(0, chance.Next(5, 16)).Select(i =>
                {
                    var from = start + (chance.NextDouble() * 30);
                    return new Spell(i, from, from + 1 + (chance.NextDouble() * 200), chance.Next(3) == 0);
                }),
            ];
            return new Wave(
                start, spells,
                [.. spells.Take(Policy.StationsMin - 1).Where(_ => chance.Next(2) == 0).Select(s => s with
                {
                    From = s.From - 200, Until = s.From - 190,
                })],
                [.. Enumerable.Range(0, 8).Select(i => OrderOf(chance, (number * 8) + i, spells, start))]);
        }

        public bool Holds(double minute) => minute >= From && minute < Until;

        public NoteMainsLost LostOf(Spell spell) => Lost(
            spell.Station, spell.From,
            Orders.FirstOrDefault(o => o.HadTicket && o.Station == spell.Station) is { } order
                ? Order(order.Id)
                : null);

        private static Made OrderOf(Random chance, int id, Spell[] spells, int start)
        {
            var spell = spells[chance.Next(spells.Length)];
            var hadTicket = !spell.ToldWhenOver && id % 8 == spell.Station;
            var occurred = start - 60 + (chance.NextDouble() * 330);
            return new Made(id, spell.Station, occurred, occurred + (chance.NextDouble() * 30), hadTicket);
        }
    }
}
