using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Domain.Tests.Assets;
using FieldOps.Domain.Tests.Sla.Outages;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Faults;

/// <summary>
/// Alarms of one station, begins and ends told in any order: when all are told, the county has the station out in
/// exactly those minutes in which an alarm says so.
/// </summary>
public class MainsProperties
{
    private const int AlarmsMost = 5;
    private const int MinutesMost = 400;
    private const int Told = MinutesMost + 1;

    private static readonly OutageTerms s_terms = County.Policy.Pin();

    [Fact]
    public void AnyOrderOfTelling_TheCountyHasTheUnionOfTheAlarms()
    {
        for (var seed = 1; seed <= 600; seed++)
        {
            var alarms = Alarms(new Random(seed));
            var county = After(Shuffled(new Random(seed), alarms));

            OutOf(county).ShouldBe(OutOf(alarms), $"seed {seed}: {string.Join(' ', alarms)}");
        }
    }

    // As the county heard of it when each alarm moved the begin of the time that lasts.
    [Fact]
    public void Judge_OfAMovedBegin_SeesIt()
    {
        Alarm[] alarms = [new("A0", 100, 120), new("A1", 10, 20)];
        var area = Tell(PowerAreaState.None, Lost(100));
        area = Tell(area, Lost(10));
        area = Tell(area, new NoteMainsRestored(Samples.AssetId, Samples.At(120), s_terms));

        OutOf(area).ShouldNotBe(OutOf(alarms));
        OutOf(Tell(Tell(PowerAreaState.None, Lost(100) with { RestoredAt = Samples.At(120) }),
            Lost(10) with { RestoredAt = Samples.At(20) })).ShouldBe(OutOf(alarms));
    }

    private static NoteMainsLost Lost(double minute) => new(
        "Shanghai", "Huangpu", Samples.AssetId, "SH042", Samples.At(minute), null, s_terms);

    private static PowerAreaState Tell(PowerAreaState area, ICommand note) =>
        new Given<PowerAreaState>(County.Entity, area).When(note, Samples.At(Told)).State;

    private static Alarm[] Alarms(Random chance) =>
    [
        .. Enumerable.Range(0, chance.Next(1, AlarmsMost + 1)).Select(i =>
        {
            var from = chance.Next(0, MinutesMost - 100);
            return new Alarm($"A{i}", from, from + chance.Next(1, 100));
        }),
    ];

    private static IEnumerable<ICommand> Shuffled(Random chance, Alarm[] alarms)
    {
        ICommand[] messages =
        [
            .. alarms.Select(a => Samples.Raise(a.Id, a.From, "commercialPowerFailure")),
            .. alarms.Select(a => Samples.Clear(a.Id, a.To)),
        ];
        chance.Shuffle(messages);
        return messages;
    }

    private static PowerAreaState After(IEnumerable<ICommand> messages)
    {
        var (station, area) = (Samples.Given(), PowerAreaState.None);
        foreach (var message in messages)
        {
            var outcome = station.When(message, Samples.At(Told));
            outcome.Decision.Refusal.ShouldBeNull();
            foreach (var happened in outcome.Decision.Events)
            {
                ICommand? note = happened switch
                {
                    MainsLost e => new NoteMainsLost(
                        e.Region, e.County, e.AssetId, e.AssetCode, e.LostAt, null, s_terms, e.RestoredAt),
                    MainsRestored e => new NoteMainsRestored(e.AssetId, e.RestoredAt, s_terms),
                    _ => null,
                };
                area = note is null ? area : Tell(area, note);
            }

            station = outcome.Next();
        }

        return area;
    }

    private static string OutOf(Alarm[] alarms) =>
        Line(minute => alarms.Any(a => a.From <= minute && minute < a.To));

    private static string OutOf(PowerAreaState area) => Line(
        minute => area.Spells.Any(s =>
            s.LostAt <= Samples.At(minute) && !(s.RestoredAt <= Samples.At(minute))));

    private static string Line(Func<int, bool> isOut) =>
        new([.. Enumerable.Range(0, MinutesMost).Select(m => isOut(m) ? '#' : '.')]);

    private sealed record Alarm(string Id, int From, int To);
}
