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

    // An order that came by no lot, or that nobody had.
    private static readonly string s_nobody = Guid.Empty.ToString("D");

    private const string MonthsSql = """
        select month from compliance.cell where tenant = @tenant and roll = 0
          and (@from::text is null or month >= @from) and (@to::text is null or month <= @to)
        order by month
        """;

    private const string OpenSql = "select count(distinct order_id) from compliance.running_clock where ";

    /// <summary>The clocks that a question is about, as measures.</summary>
    public static int[] ClocksOf(SlaAsked asked) => asked.Clock is { } clock
        ? [SlaNames.Clocks.IndexOf(clock)]
        : [.. Enum.GetValues<ClockKind>().Select(c => (int)c)];

    /// <summary>
    /// The groups, in the order of their words; one of no words when nothing is grouped by. Null: too many.
    /// </summary>
    public async Task<IReadOnlyList<FigureGroup>?> ReadAsync(
        SlaAsked asked,
        ImmutableArray<Grouping> by,
        int[] measures,
        CancellationToken cancellationToken,
        int groupsMax = GroupsMax)
    {
        await using var command = Command(asked, by, measures);
        var groups = new Dictionary<string, FigureGroup>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var words = Words(rows, by, measures.Length);
            for (var i = 0; i < measures.Length; i++)
            {
                var counts = rows.GetFieldValue<byte[]>(i);
                if (counts.Length > 0)
                {
                    Name(words, by, measures[i]);
                    Group(groups, words).Tallies.AddBytes(counts);
                }
            }

            if (groups.Count > groupsMax)
            {
                return null;
            }
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

    private NpgsqlCommand Command(SlaAsked asked, ImmutableArray<Grouping> by, int[] measures)
    {
        var roll = Roll.For(by.Aggregate(asked.Words, (words, g) => words | g.Words));
        var columns = measures.Select(m => Measures.Columns[m])
            .Concat(by.Where(g => g.Name != Grouping.ClockName).Select(g => g.Column));
        var command = database.CreateCommand(
            $"""
            select {string.Join(", ", columns)} from compliance.cell
            where {asked.Where} and roll = {roll.Number}
              {(asked.Months.From is null ? "" : "and month >= @from")}
              {(asked.Months.To is null ? "" : "and month <= @to")}
            """);
        asked.AddTo(command);
        command.AddNullable("from", asked.Months.From);
        command.AddNullable("to", asked.Months.To);
        return command;
    }

    private static FigureGroup Group(Dictionary<string, FigureGroup> groups, string[] words)
    {
        var key = string.Join('\u001f', words);
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = new FigureGroup([.. words]);
        }

        return group;
    }

    // The words of a row: after the measures the columns of all groupings but the clock's.
    private static string[] Words(NpgsqlDataReader row, ImmutableArray<Grouping> by, int measures)
    {
        var words = new string[by.Length];
        var column = measures;
        for (var i = 0; i < words.Length; i++)
        {
            var word = by[i].Name == Grouping.ClockName ? string.Empty : row.GetString(column++);
            words[i] = word == s_nobody ? string.Empty : word;
        }

        return words;
    }

    // The clock's word is that of the measure.
    private static void Name(string[] words, ImmutableArray<Grouping> by, int measure)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (by[i].Name == Grouping.ClockName)
            {
                words[i] = SlaNames.Clocks[measure];
            }
        }
    }
}
