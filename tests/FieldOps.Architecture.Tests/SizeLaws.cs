using System.Text.RegularExpressions;

namespace FieldOps.Architecture.Tests;

/// <summary>Small things, kept small (house rule 15).</summary>
internal static partial class SizeLaws
{
    public const int FileLinesHard = 500;
    public const int FileLinesWanted = 300;
    public const int MethodLinesHard = 70;
    public const int MethodLinesWanted = 30;
    public const int LineCharactersMax = 120;

    /// <summary>The ratchet: the share of methods over the wanted length, in percent. Only ever lowered.</summary>
    public const double LongMethodsPercentMax = 3;

    public static IEnumerable<string> TooLongFiles(IEnumerable<SourceFile> files) =>
        files.Where(f => f.Lines.Length > FileLinesHard).Select(f => $"{f.Path}: {f.Lines.Length} lines");

    public static IEnumerable<string> TooLongLines(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        where line.Item.Length > LineCharactersMax
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length} characters";

    public static IEnumerable<string> TooLongMethods(IEnumerable<SourceFile> files) =>
        Methods(files).Where(m => m.Length > MethodLinesHard).Select(m => $"{m.Where}: {m.Length} lines");

    public static double LongMethodsPercent(IEnumerable<SourceFile> files)
    {
        var all = Methods(files).ToArray();
        return all.Length == 0 ? 0 : 100.0 * all.Count(m => m.Length > MethodLinesWanted) / all.Length;
    }

    /// <summary>Members with a body in braces: found by their indentation, which the build enforces.</summary>
    public static IEnumerable<(string Where, int Length)> Methods(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            for (var i = 0; i < file.Lines.Length; i++)
            {
                if (MemberStart().Match(file.Lines[i]) is { Success: true } start &&
                    Body(file.Lines, i, start.Groups["indent"].Value) is { } length)
                {
                    yield return ($"{file.Path}:{i + 1}", length);
                }
            }
        }
    }

    private static int? Body(string[] lines, int at, string indent)
    {
        var open = at + 1;
        while (open < lines.Length && lines[open].StartsWith(indent + " ", StringComparison.Ordinal))
        {
            open++;
        }

        if (open >= lines.Length || lines[open] != indent + "{")
        {
            return null;
        }

        var close = Array.IndexOf(lines, indent + "}", open);
        return close < 0 ? null : close - open - 1;
    }

    [GeneratedRegex(
        @"^(?<indent> {4}| {8})(public|private|protected|internal|static|async|override)\b" +
        @"(?!.*\b(class|record|struct|interface|enum)\b)[^=;]*\(")]
    private static partial Regex MemberStart();
}
