using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Assessment;

/// <summary>The figures of the sheets of now, one row a line: for questions over contractors and months.</summary>
internal static class SheetLineTable
{
    public const string Ddl = """
        create table sheet_line(
            tenant text not null, month_id uuid not null, line int not null, path text not null, kind text not null,
            status text not null, max_points numeric not null, points numeric not null, deduction numeric not null,
            numerator int, denominator int, primary key (tenant, month_id, line));
        create index sheet_line_by_path on sheet_line(tenant, path);
        """;

    private const string Clear = """
        delete from sheet_line l using unnest($1::text[], $2::uuid[]) k(tenant, month_id)
        where l.tenant = k.tenant and l.month_id = k.month_id
        """;

    private const string Store = """
        insert into sheet_line(
            tenant, month_id, line, path, kind, status, max_points, points, deduction, numerator, denominator)
        select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::numeric[],
            $8::numeric[], $9::numeric[], $10::int[], $11::int[])
        """;

    public static async Task ApplyAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sheets = batch.Where(e => e.Body is MonthSheetComputed)
            .GroupBy(e => e.Key)
            .Select(g => (g.Key, Lines: ((MonthSheetComputed)g.Last().Body).Sheet.Lines))
            .ToArray();
        if (sheets.Length == 0)
        {
            return;
        }

        await using var clear = new NpgsqlCommand(Clear, connection);
        clear.Parameters.Add(new() { Value = sheets.Select(s => s.Key.Tenant).ToArray() });
        clear.Parameters.Add(new() { Value = sheets.Select(s => s.Key.Id).ToArray() });
        await clear.ExecuteNonQueryAsync(cancellationToken);

        var lines = sheets
            .SelectMany(s => s.Lines.Select((line, index) => (s.Key.Tenant, s.Key.Id, Index: index + 1, Line: line)))
            .ToArray();
        await using var store = new NpgsqlCommand(Store, connection);
        store.Parameters.Add(new() { Value = lines.Select(l => l.Tenant).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Id).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Index).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Line.Path).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => Word(l.Line.Kind)).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => Word(l.Line.Status)).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Line.MaxPoints).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Line.Points).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Line.Deduction).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Line.Numerator).ToArray() });
        store.Parameters.Add(new() { Value = lines.Select(l => l.Line.Denominator).ToArray() });
        await store.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Word(ScoreLineKind kind) => kind switch
    {
        ScoreLineKind.Rule => "rule",
        ScoreLineKind.Finding => "finding",
        ScoreLineKind.Bonus => "bonus",
        _ => "violation",
    };

    private static string Word(ScoreLineStatus status) => status switch
    {
        ScoreLineStatus.Measured => "measured",
        ScoreLineStatus.NotMeasured => "not-measured",
        ScoreLineStatus.NoCases => "no-cases",
        _ => "not-priced",
    };
}
