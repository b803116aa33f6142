using static FieldOps.Import.FileProblems;

namespace FieldOps.Import;

/// <summary>Problems of lists of holidays.</summary>
internal static class CalendarProblems
{
    public static ImportProblem OtherYear(int line, int column, string date, int year) => Make(
        "import.calendar.other-year", line, column,
        $"Line {line}: {date} is neither in {year}, the year of the list, nor in the December before it.",
        $"第 {line} 行：{date} 不在该名单的年份 {year} 内，也不在其前一年的 12 月。", ("date", date), ("year", Number(year)));

    public static ImportProblem DaysCount(int found, int max) => Make(
        "import.calendar.days-count", 0, null, $"The list has {found} days, not 1 to {max}.",
        $"名单有 {found} 天，应为 1 至 {max} 天。", ("found", Number(found)), ("daysMax", Number(max)));
}
