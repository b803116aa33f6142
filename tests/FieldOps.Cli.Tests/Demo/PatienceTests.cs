using System.Collections.Immutable;
using FieldOps.Cli.Demo;
using FieldOps.Domain.Faults;
using FieldOps.Import;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests.Demo;

public sealed class PatienceTests
{
    private static readonly DateTimeOffset s_at = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(9, 25)]
    [InlineData(10, 9.98)]
    [InlineData(60, 9.98)]
    public void TellBy_OfAnAlarmThatLasts_IsBeforeItBecomesAFault(int lastsMinutes, double byMinutes)
    {
        var by = Patience.TellBy(new Signal(s_at, Alarm(lastsMinutes), Raised: true), Policy(), hasTicket: false);

        (by - s_at).TotalMinutes.ShouldBe(byMinutes, 0.01);
    }

    [Fact]
    public void Plus_AFractionOfAMinute_StaysOnWholeSeconds() =>
        s_at.Plus(1.2345).ShouldBe(s_at.AddSeconds(74));

    private static WorldAlarm Alarm(int minutes) =>
        new("A1", "S1", "outOfService", "major", true, s_at, s_at.AddMinutes(minutes), 0);

    private static AlarmPolicy Policy() => new(
        "default", 1, s_at, "test", 2, new TimeBounds(5, 400), new FlappingTerms(240, 20, 1440),
        ImmutableArray<AlarmLine>.Empty, new AlarmLine("other", "repair", 10));
}
