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
    private const int UserField = 11;
    private const int SystemField = 12;

    /// <summary>Seconds of the process and of the local server's living connections to the database.</summary>
    public static double SecondsOf(ServiceProcess service, string database) => SecondsOf([service], database);

    /// <summary>The same of several processes on one database.</summary>
    public static double SecondsOf(IEnumerable<ServiceProcess> services, string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        return Directory.EnumerateDirectories("/proc")
            .Where(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out _))
            .Where(p => Read(p, "cmdline") is var command &&
                command.StartsWith("postgres:", StringComparison.Ordinal) &&
                command.Contains($" {name} ", StringComparison.Ordinal))
            .Concat(services.Select(s => $"/proc/{s.Id}"))
            .Sum(Seconds);
    }

    private static double Seconds(string process)
    {
        var stat = Read(process, "stat");
        if (stat.Length == 0)
        {
            return 0;
        }

        // The second field is a name in parentheses that may hold spaces: counting begins behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[UserField], CultureInfo.InvariantCulture) +
            double.Parse(fields[SystemField], CultureInfo.InvariantCulture)) / TicksPerSecond;
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
