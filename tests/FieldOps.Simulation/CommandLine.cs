using System.Globalization;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.Clocks;
using FieldOps.Simulation.World;
using FieldOps.Testing;

namespace FieldOps.Simulation;

/// <summary>
/// Runs a story and has it judged: <c>--seed N --days D --steps S [--calm] [--interleaving N] [--policy ID]
/// [--start INSTANT] [--no-exit] [--no-quarter] [--quiet] [--log] [--dump FILE]</c>; or judges
/// the clocks of random orders alone: <c>--clocks N</c> orders, or <c>--intervals N</c> of running and resting, or
/// <c>--minutes M</c>, with <c>--seed S</c>. Ends with 1 when something was found.
/// </summary>
internal static class CommandLine
{
    // Enough to see the pattern; the rest follows from it.
    private const int FindingsShown = 40;

    // A day: whoever wants more says so.
    private const int MinutesMax = 24 * 60;
    private static readonly string[] s_clockGoals = ["--clocks", "--intervals", "--minutes"];

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (s_clockGoals.Any(arguments.Contains))
        {
            return JudgeClocks(arguments);
        }

        var plan = PlanOf(arguments);
        Console.WriteLine(
            $"seed {plan.Seed}, {plan.Days} days, {plan.Steps} steps, interleaving {plan.InterleavingSeed}"
            + (plan.Storms ? "" : ", calm"));
        await using var database = await TestDatabase.CreateEmptyAsync();
        var progress = arguments.Contains("--quiet") ? null : new Progress<string>(Console.WriteLine);
        var end = await CountyStory.TellAsync(plan, database.ConnectionString, progress);
        Show("calls", end.Outcomes);
        Show("storms", end.Storms);
        var report = await Auditor.JudgeAsync(
            database.ConnectionString, Path.Combine(RepoFiles.Root, "silo-config", "policies"), end.Now, end.Ledger,
            end.Answers, plan.Chosen);
        Show("judged", report.Checked);
        foreach (var finding in report.Findings.Take(FindingsShown))
        {
            Console.WriteLine(finding);
        }

        Console.WriteLine(
            $"seed {plan.Seed}: {report.Checked.Values.Sum()} judgements, {report.Findings.Count} findings");
        if (Array.IndexOf(arguments, "--dump") is >= 0 and var at)
        {
            await File.WriteAllLinesAsync(arguments[at + 1], await WorldDump.OfAsync(database.ConnectionString));
        }

        return report.Findings.Count == 0 ? 0 : 1;
    }

    private static SimulationPlan PlanOf(string[] arguments) => new()
    {
        Seed = Number(arguments, "--seed", 1),
        Days = Number(arguments, "--days", 5),
        Steps = Number(arguments, "--steps", 120),
        InterleavingSeed = Number(arguments, "--interleaving", 1),
        Policy = Word(arguments, "--policy", "default"),
        Start = DateTimeOffset.Parse(
            Word(arguments, "--start", SimulationPlan.StartUsual.ToString("O", CultureInfo.InvariantCulture)),
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        Storms = !arguments.Contains("--calm"),
        Exit = !arguments.Contains("--no-exit"),
        Quarter = !arguments.Contains("--no-quarter"),
        ShowsLog = arguments.Contains("--log"),
    };

    private static int JudgeClocks(string[] arguments)
    {
        var intervals = Number(arguments, "--intervals", int.MaxValue);
        var budget = TimeSpan.FromMinutes(Number(arguments, "--minutes", MinutesMax));
        var began = TimeProvider.System.GetTimestamp();
        var run = new ClockRun(Number(arguments, "--seed", 1));
        run.Judge(Number(arguments, "--clocks", int.MaxValue), so =>
        {
            var passed = TimeProvider.System.GetElapsedTime(began);
            Console.Error.Write(
                $"\r{so.Orders} orders, {so.Intervals} intervals, {so.Differing} differ, {passed:hh\\:mm\\:ss} ");
            return so.Intervals < intervals && passed < budget;
        });
        Console.Error.WriteLine();
        Show(run);
        return run.Report.Findings.Count == 0 ? 0 : 1;
    }

    private static void Show(ClockRun run)
    {
        Show("judged", run.Report.Checked);
        Show("zones", run.Zones);
        Show("found", run.Report.Findings.CountBy(f => f.Code).ToDictionary());
        foreach (var line in run.SmallestStory())
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(Summary(run));
    }

    private static string Summary(ClockRun run)
    {
        int Of(string what) => run.Report.Checked.GetValueOrDefault(what);
        return $"seed {run.Seed}: {run.Orders} orders ({Of("world.accepted")} accepted, "
            + $"{Of("world.archived")} archived), "
            + $"{run.Intervals} intervals of {Of("clock.judged")} clocks, {Of("world.pauses")} pauses "
            + $"({Of("world.pauses-refused")} refused, {Of("world.pauses-approved")} approved), "
            + $"{Of("world.breaches-lifted-by-an-approval")} breaches lifted by an approval, "
            + $"{Of("world.recomputes")} recomputes, {run.Zones.Count} zones, "
            + $"{Of("world.changes-crossed")} changes of the clocks within clocks of a calendar, "
            + $"{run.Differing} orders differ";
    }

    private static void Show(string title, IReadOnlyDictionary<string, int> counts) =>
        Console.WriteLine($"{title}: {string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"))}");

    private static string Word(string[] arguments, string option, string otherwise)
    {
        var at = Array.IndexOf(arguments, option);
        return at < 0 || at + 1 >= arguments.Length ? otherwise : arguments[at + 1];
    }

    private static int Number(string[] arguments, string option, int otherwise)
    {
        var at = Array.IndexOf(arguments, option);
        return at < 0 || at + 1 >= arguments.Length
            ? otherwise
            : int.Parse(arguments[at + 1], CultureInfo.InvariantCulture);
    }
}
