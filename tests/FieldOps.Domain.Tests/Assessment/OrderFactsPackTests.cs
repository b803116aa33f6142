using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Sla;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>The orders of a month as snapshots keep them.</summary>
public sealed class OrderFactsPackTests
{
    private static readonly string[] s_words = ["access", "repair", "contractor-scope", "customer", "断电", ""];
    private static readonly OrderFactsPack s_pack = new();

    [Fact]
    public void WhatIsRead_IsWhatWasWritten() => ForAnyOrders(orders =>
        Decisions.Shown(s_pack.Read(Packed(orders))) == Decisions.Shown(orders));

    [Fact]
    public void WhatEndsTooEarly_IsNotRead() => ForAnyOrders(orders =>
    {
        var pack = Packed(orders);
        return Enumerable.Range(0, pack.Length).All(length =>
        {
            try
            {
                s_pack.Read(pack.AsSpan(0, length));
                return false;
            }
            catch (ArgumentOutOfRangeException)
            {
                return true;
            }
        });
    });

    [Fact]
    public void SharedWords_AreOneStringAgain()
    {
        var orders = Orders(new Random(7), 40);

        var read = s_pack.Read(Packed(orders));

        read.Values.Select(o => o.AssetClass).Distinct(ReferenceEqualityComparer.Instance).Count()
            .ShouldBeLessThanOrEqualTo(s_words.Length);
    }

    private static void ForAnyOrders(Func<ImmutableSortedDictionary<Guid, OrderFact>, bool> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            return holds(Orders(random, random.Next(6)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static byte[] Packed(ImmutableSortedDictionary<Guid, OrderFact> orders)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        s_pack.Write(to, orders);
        return bytes.ToArray();
    }

    private static ImmutableSortedDictionary<Guid, OrderFact> Orders(Random random, int count) =>
        Enumerable.Range(0, count).Select(_ => Order(random)).ToImmutableSortedDictionary(o => o.OrderId, o => o);

    private static OrderFact Order(Random random) => new(
        Id(random), $"GD-{random.Next(100)}", random.Next(2) == 0 ? Id(random) : null, Id(random), Word(random),
        Word(random),
        new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay * 30, TimeSpan.TicksPerDay * 900_000), TimeSpan.Zero)
            .ToOffset(TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60))),
        Number(random),
        random.Next(3) == 0 ? null : Ended(random, random.Next(3)),
        random.Next(3) == 0 ? new WithdrawnFact(Word(random), Number(random)) : null);

    private static EndedFact Ended(Random random, int before) => new(
        Word(random),
        [
            .. Enumerable.Range(0, random.Next(4)).Select(_ => new ClockFact(
                random.GetItems(Enum.GetValues<ClockKind>(), 1)[0],
                random.GetItems(Enum.GetValues<ClockOutcome>(), 1)[0],
                random.Next(), Number(random))),
        ],
        random.Next(5), random.Next(5), Number(random), before == 0 ? null : Ended(random, before - 1));

    private static string Word(Random random) => random.GetItems(s_words, 1)[0];

    private static long Number(Random random) => random.Next(2) == 0 ? random.Next(200) : random.NextInt64();

    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
