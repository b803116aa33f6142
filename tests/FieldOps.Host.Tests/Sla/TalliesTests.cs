using FieldOps.Compliance.Closed;
using FieldOps.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Host.Tests.Sla;

/// <summary>What a cell holds of a measure: the same counts are the same bytes, whichever way they came.</summary>
public sealed class TalliesTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20_261_129, 7);

    private static readonly Arbitrary<NonNegativeInt[]> s_values = ArbMap.Default.ArbFor<NonNegativeInt[]>();

    [Fact]
    public void Bytes_InWhateverOrderAndParts_AreTheSame() =>
        Prop.ForAll(s_values, s_values, (one, other) =>
        {
            var parts = new Tallies();
            parts.AddBytes(Of(other).ToBytes());
            parts.Add(Of(one.Reverse()));
            return parts.ToBytes().AsSpan().SequenceEqual(Of([.. one, .. other]).ToBytes());
        }).Check(s_config);

    [Fact]
    public void WhatIsTakenOut_LeavesNoBytes() =>
        Prop.ForAll(s_values, s_values, (kept, taken) =>
        {
            var tallies = new Tallies();
            tallies.AddBytes(Of([.. kept, .. taken]).ToBytes());
            tallies.Add(Of(taken, -1));
            return tallies.ToBytes().AsSpan().SequenceEqual(Of(kept).ToBytes())
                && tallies.IsNothing == (kept.Length == 0);
        }).Check(s_config);

    // More values than are sorted one by one, some of them beyond eleven days.
    [Fact]
    public void NearestRanks_OfManyValues_AreThoseOfTheSortedOnes()
    {
        var draw = new Random(11);
        int[] minutes = [.. Enumerable.Range(0, 5_000).Select(_ => draw.Next(200) == 0 ? 90_000 : draw.Next(20_000))];
        var tallies = new Tallies();
        foreach (var part in minutes.Chunk(700))
        {
            tallies.AddBytes(Of(part, ground: "one").ToBytes());
        }

        int[] sorted = [.. minutes.Order()];
        tallies.Of("one").Spread.NearestRanks([1, 50, 99, 100])
            .ShouldBe([sorted[49], sorted[2_499], sorted[4_949], sorted[4_999]]);
    }

    private static Tallies Of(IEnumerable<NonNegativeInt> minutes, int sign = 1) =>
        Of(minutes.Select(m => m.Get), sign);

    private static Tallies Of(IEnumerable<int> minutes, int sign = 1, string? ground = null)
    {
        var tallies = new Tallies();
        foreach (var value in minutes)
        {
            var verdict = value % 3 == 0 ? ClockVerdict.Late : ClockVerdict.OnTime;
            tallies.Of(ground ?? $"ground-{value % 4}").Count(
                new ClosedClock(ClockKind.Restore, verdict, null, null, null, 330, value * 60L, 0), sign);
        }

        return tallies;
    }
}
