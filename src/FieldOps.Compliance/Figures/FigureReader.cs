using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Sla;
using Npgsql;

namespace FieldOps.Compliance.Figures;

/// <summary>Adds up cells by groups, from the smallest roll that knows the words of the question.</summary>
internal sealed class FigureReader(NpgsqlDataSource database)
{
    /// <summary>Groups of an answer at most: more lines than anybody reads.</summary>
    public const int GroupsMax = 5_000;

    private const int CountColumns = 11;

    // An order that came by no lot, or that nobody had.
    private static readonly string s_nobody = Guid.Empty.ToString("D");

    private const string MonthsSql = """
        select distinct month from compliance.cell where tenant = @tenant and roll = 0 and measure = @orders
          and (@from::text is null or month >= @from) and (@to::text is null or month <= @to)
        order by month
        """;

    private const string OpenSql = "select count(distinct order_id) from compliance.running_clock where ";

    /// <summary>The clocks that a question is about.</summary>
    public static short[] ClocksOf(SlaAsked asked) => asked.Clock is { } clock
        ? [(short)SlaNames.Clocks.IndexOf(clock)]
        : [.. Enum.GetValues<ClockKind>().Select(c => (short)c)];

    /// <summary>
    /// The groups, in the order of their words; one of no words when nothing is grouped by. Null: too many.
    /// </summary>
    public async Task<IReadOnlyList<FigureGroup>?> ReadAsync(
        SlaAsked asked,
        ImmutableArray<Grouping> by,
        short[] measures,
        CancellationToken cancellationToken,
        int groupsMax = GroupsMax)
    {
        var roll = Roll.For(by.Aggregate(asked.Words, (words, g) => words | g.Words));
        await using var command = database.CreateCommand(
            $"""
            select {CellWriter.Counts}, ground{string.Concat(by.Select(g => ", " + g.Column))}
            from compliance.cell
            where {asked.Where} and roll = {roll.Number} and measure = any(@measures)
              {(asked.Months.From is null ? "" : "and month >= @from")}
              {(asked.Months.To is null ? "" : "and month <= @to")}
            """);
        asked.AddTo(command);
        command.Parameters.Add(new("measures", measures));
        command.AddNullable("from", asked.Months.From);
        command.AddNullable("to", asked.Months.To);
        var groups = new Dictionary<string, FigureGroup>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var words = Words(rows, by);
            var key = string.Join('\u001f', words);
            if (!groups.TryGetValue(key, out var group))
            {
                if (groups.Count == groupsMax)
                {
                    return null;
                }

                groups[key] = group = new FigureGroup(words);
            }

            CellWriter.Read(rows, 0, group.Of(rows.GetString(CountColumns)));
        }

        return by.IsEmpty && groups.Count == 0
            ? [new FigureGroup([])]
            : [.. groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value)];
    }

    /// <summary>The months in which orders of the company ended, within the range asked for.</summary>
    public async Task<List<string>> MonthsAsync(SlaAsked asked, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(MonthsSql);
        command.Parameters.Add(new("tenant", asked.Tenant));
        command.Parameters.Add(new("orders", (short)Tally.Orders));
        command.AddNullable("from", asked.Months.From);
        command.AddNullable("to", asked.Months.To);
        var months = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            months.Add(rows.GetString(0));
        }

        return months;
    }

    /// <summary>Orders whose clocks still run.</summary>
    public async Task<long> OpenAsync(SlaAsked asked, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            OpenSql + asked.Where
            + " and (@since::timestamptz is null or occurred_at >= @since)"
            + " and (@until::timestamptz is null or occurred_at < @until)");
        asked.AddTo(command);
        command.AddNullable("since", asked.Months.From is { } from ? MonthRange.Span(from, zone).From : null);
        command.AddNullable("until", asked.Months.To is { } to ? MonthRange.Span(to, zone).Until : null);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static ImmutableArray<string> Words(NpgsqlDataReader row, ImmutableArray<Grouping> by)
    {
        var words = ImmutableArray.CreateBuilder<string>(by.Length);
        for (var i = 0; i < by.Length; i++)
        {
            var column = CountColumns + 1 + i;
            var word = by[i].Name == Grouping.ClockName
                ? SlaNames.Of((ClockKind)row.GetInt16(column))
                : row.GetString(column);
            words.Add(word == s_nobody ? string.Empty : word);
        }

        return words.ToImmutable();
    }
}
