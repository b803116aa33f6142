using FieldOps.Cli.Output;
using Spectre.Console;

using Text = FieldOps.Cli.Output.Text;

namespace FieldOps.Cli.Demo;

/// <summary>Prints the report: tables with borders for a person, aligned lines elsewhere.</summary>
internal static class ReportPrinter
{
    private const int WideFrom = 0x1100;
    private const int Gap = 2;

    public static void Print(Screen screen, IEnumerable<ReportSection> sections)
    {
        foreach (var section in sections)
        {
            screen.Raw(string.Empty);
            Heading(screen, section.Title);
            foreach (var line in section.Lines)
            {
                screen.Raw($"  {screen.Of(line)}");
            }

            if (section.Table is { } table)
            {
                Table(screen, table);
            }
        }
    }

    private static void Heading(Screen screen, Text title)
    {
        var text = $"{title.Zh} · {title.En}";
        if (screen.IsRich)
        {
            screen.Ansi.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
            return;
        }

        screen.Raw($"== {text}");
    }

    private static void Table(Screen screen, ReportTable table)
    {
        var heads = table.Columns.Select(screen.Of).ToArray();
        if (screen.IsRich)
        {
            var rich = new Table().Border(TableBorder.Rounded);
            rich.AddColumns([.. heads.Select(Markup.Escape)]);
            foreach (var row in table.Rows)
            {
                rich.AddRow([.. row.Select(Markup.Escape)]);
            }

            screen.Ansi.Write(rich);
            return;
        }

        var widths = heads.Select((h, i) => table.Rows.Select(r => Width(r[i])).Append(Width(h)).Max()).ToArray();
        foreach (var row in table.Rows.Prepend(heads))
        {
            screen.Raw("  " + string.Concat(row.Select((cell, i) => Padded(cell, widths[i]))).TrimEnd());
        }
    }

    private static string Padded(string cell, int width) => cell + new string(' ', width - Width(cell) + Gap);

    // Chinese characters take two columns of a terminal.
    private static int Width(string text) => text.Sum(c => c >= WideFrom ? 2 : 1);
}
