using System.Text;

namespace FieldOps.Import;

/// <summary>
/// The fields of one line. A quoted field ends on its own line: no layout needs line breaks inside a field, and a
/// stray quote then spoils one line instead of swallowing the rest of the file.
/// </summary>
internal sealed record CsvRecord(
    int Line, IReadOnlyList<string> Fields, IReadOnlyList<int> Columns, bool Terminated, ImportProblem? Problem)
{
    public static CsvRecord Parse(TextLine line, int fieldsMax)
    {
        var fields = new List<string>();
        var columns = new List<int>();
        ImportProblem? problem = null;
        var at = 0;
        do
        {
            columns.Add(at + 1);
            var (text, next, failure) = Quoted(line.Text, at) ? ReadQuoted(line, at) : ReadPlain(line.Text, at);
            fields.Add(text);
            problem = failure ??
                (fields.Count > fieldsMax ? FieldProblems.TooManyFields(line.Number, fieldsMax) : null);
            at = next + 1;
        }
        while (problem is null && at <= line.Text.Length);

        return new CsvRecord(line.Number, fields, columns, line.Terminated, problem);
    }

    private static bool Quoted(string text, int at) => at < text.Length && text[at] == '"';

    private static (string Text, int Next, ImportProblem? Problem) ReadPlain(string text, int at)
    {
        var comma = text.IndexOf(',', at);
        var end = comma < 0 ? text.Length : comma;
        return (text[at..end].Trim(), end, null);
    }

    private static (string Text, int Next, ImportProblem? Problem) ReadQuoted(TextLine line, int open)
    {
        var text = new StringBuilder();
        for (var i = open + 1; i < line.Text.Length; i++)
        {
            if (line.Text[i] != '"')
            {
                text.Append(line.Text[i]);
            }
            else if (Quoted(line.Text, i + 1))
            {
                text.Append('"');
                i++;
            }
            else
            {
                var misplaced = i + 1 < line.Text.Length && line.Text[i + 1] != ',';
                return (text.ToString(), i + 1, misplaced ? FieldProblems.QuoteMisplaced(line.Number, i + 2) : null);
            }
        }

        return (text.ToString(), line.Text.Length, FieldProblems.QuoteOpen(line.Number, open + 1));
    }
}
