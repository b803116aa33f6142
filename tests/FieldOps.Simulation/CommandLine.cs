using System.Globalization;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.Clocks;
using FieldOps.Simulation.World;
using FieldOps.Testing;

namespace FieldOps.Simulation;

/// <summary>
/// Runs a story and has it judged: <c>--seed N --days D --steps S [--calm] [--interleaving N] [--policy ID]
/// [--no-exit] [--no-quarter] [--quiet] [--log] [--dump FILE]</c>; or judges the clocks of random orders alone:
/// <c>--clocks N --seed S</c>.
/// </summary>
internal static class CommandLine
{
    // Enough to see the pattern; the rest follows from it.
    private const int FindingsShown = 40;
    private const int ClocksShown = 1_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Number(arguments, "--clocks", 0) is > 0 and var orders)
        {
            return JudgeClocks(Number(arguments, "--seed", 1), orders);
        }

        var plan = new SimulationPlan
        {
            Seed = Number(arguments, "--seed", 1),
            Days = Number(arguments, "--days", 5),
            Steps = Number(arguments, "--steps", 120),
            InterleavingSeed = Number(arguments, "--interleaving", 1),
            Policy = Word(arguments, "--policy", "default"),
            Storms = !arguments.Contains("--calm"),
            Exit = !arguments.Contains("--no-exit"),
            Quarter = !arguments.Contains("--no-quarter"),
            ShowsLog = arguments.Contains("--log"),
        };
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
            end.Answers);
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

    private static int JudgeClocks(int seed, int orders)
    {
        var report = ClockWorld.Judge(
            seed, orders,
            done => Console.Error.Write(done % ClocksShown == 0 || done == orders ? $"\r{done}/{orders} orders " : ""));
        Console.Error.WriteLine();
        Show("judged", report.Checked);
        foreach (var finding in report.Findings.OrderBy(f => f.Subject, StringComparer.Ordinal).Take(FindingsShown))
        {
            Console.WriteLine(finding);
        }

        Console.WriteLine($"seed {seed}: clocks of {orders} orders, {report.Findings.Count} findings");
        return report.Findings.Count == 0 ? 0 : 1;
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
