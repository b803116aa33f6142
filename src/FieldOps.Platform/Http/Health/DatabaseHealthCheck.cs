using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FieldOps.Platform.Http.Health;

/// <summary>The database answers, and its clock and this node's agree.</summary>
internal sealed class DatabaseHealthCheck(NpgsqlDataSource database, TimeProvider machineClock) : IHealthCheck
{
    // Claimed and received times are compared to the second; half of one is the most that may be the machine's fault.
    private static readonly TimeSpan SkewMax = TimeSpan.FromMilliseconds(500);

    // A probe that hangs is a probe that failed.
    private const int TimeoutSeconds = 5;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select clock_timestamp()");
            command.CommandTimeout = TimeoutSeconds;
            var asked = machineClock.GetUtcNow();
            var answer = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
            var answered = machineClock.GetUtcNow();
            return Judge(new DateTimeOffset(answer, TimeSpan.Zero), asked, answered);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", exception);
        }
    }

    /// <summary>
    /// The database read its clock somewhere between question and answer; only what lies outside is skew.
    /// </summary>
    internal static HealthCheckResult Judge(DateTimeOffset database, DateTimeOffset asked, DateTimeOffset answered)
    {
        var skew = database < asked ? asked - database
            : database > answered ? database - answered
            : TimeSpan.Zero;
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["skewMs"] = (long)skew.TotalMilliseconds };
        return skew > SkewMax
            ? HealthCheckResult.Unhealthy("the clocks of node and database differ by more than 500 ms", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}
