using FieldOps.Compliance.Closed;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Host.Tests.Sla;

public sealed class HistogramTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_260_901, 77);

    private static readonly Arbitrary<NonNegativeInt[]> s_values = ArbMap.Default.ArbFor<NonNegativeInt[]>();

    private static readonly Arbitrary<NonNegativeInt[]> s_many = Gen.Choose(0, 20_000)
        .Select(v => NonNegativeInt.NewNonNegativeInt(v)).ArrayOf(3_000).ToArbitrary();

    [Fact]
    public void NearestRanks_OfMergedParts_AreValuesOfTheSortedWhole() =>
        Prop.ForAll(s_values, s_values, (one, other) =>
        {
            var whole = Of(one);
            whole.Add(Of(other));
            int[] sorted = [.. one.Concat(other).Select(v => v.Get).Order()];
            int[] percents = [1, 50, 90, 95, 100];
            var ranks = whole.NearestRanks(percents);
            return sorted.Length == 0
                ? ranks.Count == 0
                : percents.Zip(ranks).All(p =>
                    p.Second == sorted[(int)Math.Ceiling(p.First / 100m * sorted.Length) - 1]);
        }).Check(s_config);

    [Fact]
    public void Bytes_ReadBack_AreTheSameCounts() =>
        Prop.ForAll(s_values, values =>
        {
            var written = Of(values);
            var read = new Histogram();
            read.AddBytes(written.ToBytes());
            return read.Count == values.Length && read.ToBytes().AsSpan().SequenceEqual(written.ToBytes())
                && values.All(v => read.UpTo(v.Get) == values.Count(o => o.Get <= v.Get));
        }).Check(s_config);

    [Fact]
    public void WhatIsTakenOut_LeavesNothingBehind() =>
        Prop.ForAll(s_values, values =>
        {
            var counts = Of(values);
            foreach (var value in values)
            {
                counts.Add(value.Get, -1);
            }

            return counts.IsEmpty && counts.ToBytes().Length == 0;
        }).Check(s_config);

    // Many values are counted in places, few are sorted; both, and what lies beyond the places, are one histogram.
    [Fact]
    public void ManyValues_AddedTakenOutAndMerged_AreTheSortedWhole() =>
        Prop.ForAll(s_many, s_many, (one, other) =>
        {
            var whole = Of(one);
            var kept = other.Length / 2;
            var known = whole.Count;
            var parts = Of(other);
            foreach (var value in other[kept..])
            {
                parts.Add(value.Get, -1);
            }

            var written = new Histogram();
            written.AddBytes(parts.ToBytes());
            whole.Add(written);
            int[] sorted = [.. one.Concat(other[..kept]).Select(v => v.Get).Order()];
            return known == one.Length && whole.Count == sorted.Length
                && whole.UpTo(sorted[sorted.Length / 2]) == sorted.Count(v => v <= sorted[sorted.Length / 2])
                && whole.NearestRanks([1, 50, 100]).SequenceEqual(
                    [sorted[((sorted.Length + 99) / 100) - 1], sorted[((sorted.Length + 1) / 2) - 1], sorted[^1]]);
        }).Check(s_config);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(330 * 60, 330)]
    [InlineData((330 * 60) + 1, 331)]
    public void Minutes_BegunAreCounted_SoALateClockExceedsItsLimit(long seconds, int minutes) =>
        ClosedClock.MinutesBegun(seconds).ShouldBe(minutes);

    private static Histogram Of(NonNegativeInt[] values)
    {
        var counts = new Histogram();
        foreach (var value in values)
        {
            counts.Add(value.Get, 1);
        }

        return counts;
    }
}
