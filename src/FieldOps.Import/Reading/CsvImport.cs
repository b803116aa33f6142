using System.Runtime.CompilerServices;

namespace FieldOps.Import;

/// <summary>The one loop of all CSV imports: lines to records to values, each problem with its line.</summary>
internal static class CsvImport
{
    public static async IAsyncEnumerable<ImportRow<T>> ReadAsync<T>(
        Stream stream,
        Func<CsvRecord, CsvBinding> bind,
        Func<CsvFields, T> build,
        Func<T, string>? identity,
        ImportLimits limits,
        [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        var lines = new LineReader(stream, limits);
        var rows = new RowReading<T>(build, identity, limits);
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            if (line.Text.Length == 0 || (rows.Layout is null && line.Text[0] == '#'))
            {
                continue;
            }

            if (rows.Next(CsvRecord.Parse(line, limits.FieldsMax), bind) is { } row)
            {
                yield return row;
            }

            if (rows.Stopped)
            {
                yield break;
            }
        }

        if ((lines.Problem ?? (rows.Layout is null ? FileProblems.Empty() : null)) is { } problem)
        {
            yield return ImportRow.Bad<T>(problem);
        }
    }

    private sealed class RowReading<T>(Func<CsvFields, T> build, Func<T, string>? identity, ImportLimits limits)
        where T : class
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private int _count;

        public CsvLayout? Layout { get; private set; }

        public bool Stopped { get; private set; }

        public ImportRow<T>? Next(CsvRecord record, Func<CsvRecord, CsvBinding> bind)
        {
            if (Layout is null)
            {
                var binding = bind(record);
                Layout = binding.Layout;
                if (Layout is null)
                {
                    Stopped = true;
                    return ImportRow.Bad<T>(binding.Problem!);
                }

                if (!Layout.FirstRecordIsData)
                {
                    return record.Terminated ? null : ImportRow.Bad<T>(FileProblems.Truncated(record.Line));
                }
            }

            if (++_count > limits.RowsMax)
            {
                Stopped = true;
                return ImportRow.Bad<T>(FileProblems.TooManyRows(record.Line, limits.RowsMax));
            }

            return Interpret(record, Layout);
        }

        private ImportRow<T> Interpret(CsvRecord record, CsvLayout layout)
        {
            if (ShapeProblem(record, layout) is { } shape)
            {
                return ImportRow.Bad<T>(shape);
            }

            var fields = new CsvFields(record, layout);
            var value = build(fields);
            if (fields.Problem is not null)
            {
                return ImportRow.Bad<T>(fields.Problem);
            }

            return identity is null || _seen.Add(identity(value))
                ? ImportRow.Good(value)
                : ImportRow.Bad<T>(FieldProblems.Doubled(record.Line, identity(value)));
        }

        private ImportProblem? ShapeProblem(CsvRecord record, CsvLayout layout)
        {
            var whole = record.Problem is null && record.Fields.Count == layout.Count;
            if (!record.Terminated && !(whole && limits.AcceptUnterminatedLastLine))
            {
                return FileProblems.Truncated(record.Line);
            }

            return whole
                ? null
                : record.Problem ?? FieldProblems.FieldCount(record.Line, layout.Count, record.Fields.Count);
        }
    }
}
