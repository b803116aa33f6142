using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>
/// A process that holds the deadlines of a database and fires none, for its clock stands still: what it takes more
/// than on an empty database is what the deadlines take.
/// </summary>
internal static class DeadlineHolder
{
    private const string CommandName = "hold-deadlines";

    // The window is full some rounds after the start.
    private static readonly TimeSpan s_fill = TimeSpan.FromSeconds(8);
    private static readonly Option<string> s_database = new("--service-database") { Required = true };
    private static readonly Option<string> s_now = new("--now") { Required = true };

    public static Command Command()
    {
        var command = new Command(CommandName, "Holds the deadlines of a database and says what memory that takes.")
        {
            s_database, s_now,
        };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => HoldAsync(
            parsed.GetValue(s_database)!,
            DateTimeOffset.Parse(parsed.GetValue(s_now)!, CultureInfo.InvariantCulture),
            cancellationToken));
        return command;
    }

    /// <summary>Resident bytes of such a process.</summary>
    public static async Task<long> ResidentAsync(
        string database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "FieldOps.Benchmarks.dll"), CommandName, s_database.Name, database,
            s_now.Name, now.ToString("O", CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        using var reaper = Reaper.Follow(process.Id);
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return long.Parse(said.Trim(), CultureInfo.InvariantCulture);
    }

    private static async Task HoldAsync(string database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var platform = await DeadlinePlatform.StartAsync(
            database, new ShiftedClock(now, stands: true), cancellationToken);
        await Task.Delay(s_fill, TimeProvider.System, cancellationToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await Console.Out.WriteLineAsync(Environment.WorkingSet.ToString(CultureInfo.InvariantCulture));
    }
}
