using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Figures;
using Npgsql;

namespace FieldOps.Compliance.Register;

/// <summary>Assets and kilometres in care, month by month.</summary>
/// <param name="Changes">What each month brought and took, by the words of the group.</param>
/// <param name="Zone">The zone of the months.</param>
internal sealed record Fleet(ILookup<string, FleetMonth> Changes, TimeZoneInfo Zone)
{
    /// <summary>What the register knows: figures of other words have nothing to be measured against.</summary>
    public const Dimensions Known = Dimensions.Region | Dimensions.County | Dimensions.AssetClass;

    /// <summary>The key of a group.</summary>
    public static string Key(IEnumerable<string> words) => string.Join('\u001f', words);

    /// <summary>Seconds that the assets of a group were in care in a month, or until now within it.</summary>
    public long SecondsOf(string key, string month, DateTimeOffset now)
    {
        var (from, until) = MonthRange.Span(month, Zone);
        until = until < now ? until : now;
        if (until <= from)
        {
            return 0;
        }

        var (start, end) = (from.ToUnixTimeSeconds(), until.ToUnixTimeSeconds());
        return Changes[key].Sum(c => string.CompareOrdinal(c.Month, month) switch
        {
            < 0 => c.Assets * (end - start),
            0 => (c.Assets * end) - c.SinceSeconds,
            _ => 0,
        });
    }

    /// <summary>Kilometres in care at the end of a month, its hand-overs included.</summary>
    public decimal KmOf(string key, string month) =>
        Changes[key].Where(c => string.CompareOrdinal(c.Month, month) <= 0).Sum(c => c.Km);

    /// <summary>Reads it, by the groupings that the register knows; the month is none of them.</summary>
    public static async Task<Fleet> ReadAsync(
        NpgsqlDataSource database, SlaAsked asked, ImmutableArray<Grouping> by, TimeZoneInfo zone,
        CancellationToken cancellationToken)
    {
        var words = string.Concat(by.Select(g => ", " + g.Column));
        await using var command = database.CreateCommand(
            $"""
            select month, sum(assets)::bigint, sum(since_seconds)::bigint, sum(km){words}
            from compliance_register.fleet where {asked.Where} group by month{words}
            """);
        asked.AddTo(command);
        var changes = new List<(string Key, FleetMonth Change)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            changes.Add((
                Key(Enumerable.Range(4, by.Length).Select(rows.GetString)),
                new FleetMonth(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetDecimal(3))));
        }

        return new Fleet(changes.ToLookup(c => c.Key, c => c.Change, StringComparer.Ordinal), zone);
    }
}

/// <summary>What a month changed.</summary>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Assets">Assets more, or fewer.</param>
/// <param name="SinceSeconds">Sum of the instants of change, seconds since 1970, with the sign of the change.</param>
/// <param name="Km">Kilometres more, or fewer.</param>
internal sealed record FleetMonth(string Month, long Assets, long SinceSeconds, decimal Km);
