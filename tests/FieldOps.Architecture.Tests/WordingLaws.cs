using System.Text.RegularExpressions;

namespace FieldOps.Architecture.Tests;

/// <summary>Names and words that the house does not use (house rules 15, 16, 20).</summary>
internal static partial class WordingLaws
{
    public static IEnumerable<string> EmptyNames(IEnumerable<SourceFile> files) => Find(files, EmptyName());

    public static IEnumerable<string> Leftovers(IEnumerable<SourceFile> files) => Find(files, Leftover());

    public static IEnumerable<string> ClockOfTheDatabase(IEnumerable<SourceFile> slices) =>
        Find(slices, DatabaseClock());

    public static IEnumerable<string> SilentSuppressions(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        where Suppression().IsMatch(line.Item) &&
            !line.Item.Contains("//", StringComparison.Ordinal) &&
            (line.Index == 0 || !file.Lines[line.Index - 1].TrimStart().StartsWith("//", StringComparison.Ordinal))
        select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}";

    private static IEnumerable<string> Find(IEnumerable<SourceFile> files, Regex words) =>
        from file in files
        from line in file.Lines.Index()
        where words.IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(
        @"\b(class|record|struct|interface|enum)\s+\w*(Manager|Helpers?|Utils?|Utilities|Base|Common|Impl)\b")]
    private static partial Regex EmptyName();

    // Written apart, so that this file does not find itself.
    [GeneratedRegex("#reg" + @"ion|\bTO" + @"DO\b|\bFIX" + @"ME\b|\bHA" + "CK\\b|Not" + "ImplementedException")]
    private static partial Regex Leftover();

    [GeneratedRegex(
        @"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\bcurrent_(timestamp|date|time)\b")]
    private static partial Regex DatabaseClock();

    [GeneratedRegex("#prag" + @"ma warning disable|\[Suppress" + "Message")]
    private static partial Regex Suppression();
}
