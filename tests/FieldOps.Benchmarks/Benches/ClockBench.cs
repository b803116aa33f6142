using System.Collections.Immutable;
using System.Diagnostics;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Running;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Configuration;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Clock arithmetic on one core: five clocks an order, pauses, a working calendar and rest by night.</summary>
internal sealed class ClockBench : Bench
{
    private const double Reach = 1_000_000;
    private const int Orders = 2_000;
    private const int Seed = 20240301;

    public override string Name => "clock";

    public override string Summary => "clock evaluations a second of one core, with pauses and calendars";

    public override Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var cases = Cases();
        Evaluate(cases, TimeSpan.FromSeconds(1), cancellationToken);
        var before = Environment.CpuUsage.TotalTime;
        var (count, wall, sum) = Evaluate(
            cases, TimeSpan.FromSeconds(run.Settings.Seconds), cancellationToken);
        // One thread works; on a busy machine the time on the wall is not that of a core.
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        run.Figures.Write(new Figure(Name, "evaluations_per_s", count / seconds, "evaluations/s")
        {
            Note = $"per second of processor time, {count / wall:#,0}/s on the wall; one thread; " +
                $"{Orders:#,0} orders of 5 clocks, two in office hours, one at rest by night, " +
                $"0 to 3 pauses; checksum {sum:X}",
        }.ValueAtLeast(Reach));
        return Task.CompletedTask;
    }

    private static (long Count, double Seconds, long Sum) Evaluate(
        Case[] cases, TimeSpan work, CancellationToken cancellationToken)
    {
        var (count, sum) = (0L, 0L);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < work)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (terms, milestones, pauses, now) in cases)
            {
                foreach (var clock in ClockCalculator.At(terms, milestones, pauses, now))
                {
                    count++;
                    sum = unchecked((sum * 31) + clock.Elapsed.Ticks + (clock.DueAt?.UtcTicks ?? 0));
                }
            }
        }

        return (count, watch.Elapsed.TotalSeconds, sum);
    }

    private static Case[] Cases()
    {
        var office = PolicyFolder.Open(new ConfigurationBuilder().Build()).Load<WorkCalendar>("calendar")
            .Get("china-office", 1)!;
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var terms = new SlaTerms(
            "bench", 1, "bench", true,
            [
                new ClockLimit(ClockKind.Accept, 15, false),
                new ClockLimit(ClockKind.Arrive, 60, false),
                new ClockLimit(ClockKind.Restore, 330, true, "night"),
                new ClockLimit(ClockKind.Repair, 2160, true, "office"),
                new ClockLimit(ClockKind.Report, 1080, false, "office"),
            ],
            ImmutableSortedDictionary<string, OpenHours>.Empty
                .Add("office", office.HoursAround(start))
                .Add("night", OpenHours.AroundTheClock("Asia/Shanghai").WithBreaks([new DaySpan("22:00", "07:00")])));
        var chance = new Random(Seed);
        return
        [
            .. Enumerable.Range(0, Orders).Select(_ => Draw(terms, start.AddMinutes(chance.Next(525_600)), chance)),
        ];
    }

    private static Case Draw(SlaTerms terms, DateTimeOffset dispatched, Random chance)
    {
        var pauses = Enumerable.Range(0, chance.Next(4))
            .Select(i => dispatched.AddMinutes(20 + (i * 200) + chance.Next(100)))
            .Select(from => new PauseSpan(from, from.AddMinutes(chance.Next(1, 90)))).ToArray();
        var restored = dispatched.AddMinutes(chance.Next(60, 900));
        return new Case(
            terms,
            new ClockMilestones(
                DispatchedAt: dispatched,
                AcceptedAt: dispatched.AddMinutes(chance.Next(1, 30)),
                ArrivedAt: dispatched.AddMinutes(chance.Next(30, 120)),
                RestoredAt: restored,
                RepairedAt: chance.Next(2) == 0 ? null : restored.AddMinutes(chance.Next(1, 4000)),
                ReportableAt: restored),
            pauses,
            dispatched.AddMinutes(chance.Next(1000, 8000)));
    }

    private sealed record Case(SlaTerms Terms, ClockMilestones Milestones, PauseSpan[] Pauses, DateTimeOffset Now);
}
