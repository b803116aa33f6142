using System.Globalization;
using Npgsql;

namespace FieldOps.Benchmarks.Running;

/// <summary>
/// CPU that a service and its database connections have used: unlike a rate, it says the same on a machine that others
/// use as well.
/// </summary>
internal static class CpuTime
{
    // Clock ticks of /proc on Linux.
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;
    private const int EndedUserField = 13;
    private const int EndedSystemField = 14;

    /// <summary>
    /// Seconds of the process, of the local server's connections to the database, and of whatever else of the server
    /// has ended: a pool closes connections now and then, and what they used must not be missed.
    /// </summary>
    public static double SecondsOf(ServiceProcess service, string database) => SecondsOf([service], database);

    /// <summary>The same of several processes on one database.</summary>
    public static double SecondsOf(IEnumerable<ServiceProcess> services, string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        var connections = Directory.EnumerateDirectories("/proc")
            .Where(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out _))
            .Where(p => Read(p, "cmdline") is var command &&
                command.StartsWith("postgres:", StringComparison.Ordinal) &&
                command.Contains($" {name} ", StringComparison.Ordinal))
            .ToArray();
        var servers = connections.Select(c => Field(Stat(c), ParentField)).Where(p => p > 0).Distinct();
        return (connections.Concat(services.Select(s => $"/proc/{s.Id}"))
                .Sum(p => Ticks(p, UserField, SystemField))
            + servers.Sum(s => Ticks($"/proc/{s}", EndedUserField, EndedSystemField))) / TicksPerSecond;
    }

    private static long Ticks(string process, int user, int system)
    {
        var stat = Stat(process);
        return Field(stat, user) + Field(stat, system);
    }

    private static long Field(string[] stat, int field) =>
        stat.Length == 0 ? 0 : long.Parse(stat[field], CultureInfo.InvariantCulture);

    // The second field is a name in parentheses that may hold spaces: counting begins behind it.
    private static string[] Stat(string process)
    {
        var stat = Read(process, "stat");
        return stat.Length == 0 ? [] : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    // A process may end between the listing and the reading.
    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
