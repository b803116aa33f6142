using FieldOps.Compliance.Closed;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Host.Tests.Sla;

public sealed class HistogramTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_260_901, 77);

    private static readonly Arbitrary<NonNegativeInt[]> s_values = ArbMap.Default.ArbFor<NonNegativeInt[]>();

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
