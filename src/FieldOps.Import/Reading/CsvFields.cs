using System.Globalization;

namespace FieldOps.Import;

/// <summary>Typed access to the fields of one record; keeps the first problem instead of throwing.</summary>
internal sealed class CsvFields(CsvRecord record, CsvLayout layout)
{
    public int Line => record.Line;

    public ImportProblem? Problem { get; private set; }

    public void Fail(ImportProblem problem) => Problem ??= problem;

    public string? TextOrNull(string name) =>
        layout.Indexes.TryGetValue(name, out var index) && record.Fields[index].Length > 0
            ? record.Fields[index]
            : null;

    public string Text(string name)
    {
        var text = TextOrNull(name);
        if (text is null)
        {
            Fail(FieldProblems.ValueMissing(Line, ColumnOf(name), name));
        }

        return text ?? string.Empty;
    }

    public double Number(string name, double min, double max)
    {
        var text = Text(name);
        return Problem is null ? Parse(name, text, min, max) : 0;
    }

    public double? NumberOrNull(string name, double min, double max) =>
        TextOrNull(name) is { } text ? Parse(name, text, min, max) : null;

    public long Whole(string name, long min, long max)
    {
        var text = Text(name);
        if (Problem is not null)
        {
            return 0;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            Fail(FieldProblems.NotANumber(Line, ColumnOf(name), name, text));
        }
        else if (value < min || value > max)
        {
            Fail(OutOfRange(name, text, FileProblems.Number(min), FileProblems.Number(max)));
        }

        return value;
    }

    public decimal Money(string name, decimal max)
    {
        var text = Text(name);
        if (Problem is not null)
        {
            return 0;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            Fail(FieldProblems.NotANumber(Line, ColumnOf(name), name, text));
        }
        else if (value > max)
        {
            Fail(OutOfRange(name, text, "0", max.ToString(CultureInfo.InvariantCulture)));
        }

        return value;
    }

    public DateOnly Date(string name) => DateOf(name, Text(name));

    public DateOnly? DateOrNull(string name) => TextOrNull(name) is { } text ? DateOf(name, text) : null;

    public string OneOf(string name, IReadOnlyCollection<string> known)
    {
        var text = Text(name);
        Demand(name, text, known);
        return text;
    }

    public bool FlagOrFalse(string name) =>
        TextOrNull(name) is { } text && Demand(name, text, Flags) && text is "yes" or "true" or "1" or "是";

    /// <summary>Values parted by semicolons; with <paramref name="known"/>, each must be one of them.</summary>
    public IReadOnlyList<string> List(string name, IReadOnlyCollection<string>? known = null)
    {
        var values = Text(name).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var value in known is null ? [] : values)
        {
            Demand(name, value, known!);
        }

        return values;
    }

    private static readonly string[] Flags = ["yes", "no", "true", "false", "1", "0", "是", "否"];

    private bool Demand(string name, string value, IReadOnlyCollection<string> known)
    {
        var found = known.Contains(value);
        if (!found)
        {
            Fail(FieldProblems.Unknown(Line, ColumnOf(name), name, value, string.Join(", ", known)));
        }

        return found;
    }

    private double Parse(string name, string text, double min, double max)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ||
            !double.IsFinite(value))
        {
            Fail(FieldProblems.NotANumber(Line, ColumnOf(name), name, text));
            return 0;
        }

        if (value < min || value > max)
        {
            Fail(OutOfRange(
                name, text, min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture)));
        }

        return value;
    }

    private DateOnly DateOf(string name, string text)
    {
        const string Iso = "yyyy-MM-dd";
        if (Problem is null &&
            DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Fail(FieldProblems.NotADate(Line, ColumnOf(name), name, text));
        return default;
    }

    private ImportProblem OutOfRange(string name, string value, string from, string to) =>
        FieldProblems.OutOfRange(Line, ColumnOf(name), name, value, from, to);

    private int ColumnOf(string name) => layout.Indexes.TryGetValue(name, out var index) ? record.Columns[index] : 1;
}
