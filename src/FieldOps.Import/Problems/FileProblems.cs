using System.Globalization;

namespace FieldOps.Import;

/// <summary>Problems of a file as a whole: its size, its end, its packing, its characters.</summary>
internal static class FileProblems
{
    public static ImportProblem Missing(string file) => Make(
        "import.file.missing", 0, null, $"File {file} is missing.", $"缺少文件 {file}。", ("file", file));

    public static ImportProblem Ignored(string file, string taken) => Make(
        "import.file.ignored", 0, null, $"File {file} was not read: {taken} was taken.",
        $"未读取文件 {file}：已采用 {taken}。", ("file", file), ("taken", taken));

    public static ImportProblem Empty() => Make(
        "import.file.empty", 0, null, "The file holds no header and no row.", "文件既没有表头也没有数据行。");

    public static ImportProblem Truncated(int line) => Make(
        "import.file.truncated", line, null,
        $"The file breaks off in line {line}: it has no line end, so it may be cut. If it is whole, end its last line.",
        $"文件在第 {line} 行中断：该行没有换行结尾，可能被截断。若文件完整，请在最后一行末尾补上换行。");

    /// <summary>The same fact told of a bracketed format, where an open bracket proves the cut.</summary>
    public static ImportProblem Unclosed(int line) => Make(
        "import.file.truncated", line, null,
        $"The file breaks off in line {line}, before all that was opened is closed.",
        $"文件在第 {line} 行中断，尚有未闭合的内容。");

    public static ImportProblem LineTooLong(int line, int max) => Make(
        "import.file.line-too-long", line, null, $"Line {line} is longer than {max} bytes; reading stopped there.",
        $"第 {line} 行超过 {max} 字节，读取到此停止。", ("bytesMax", Number(max)));

    public static ImportProblem TooLarge(int line, long max) => Make(
        "import.file.too-large", line, null, $"The file is larger than {max} bytes; reading stopped at line {line}.",
        $"文件超过 {max} 字节，读取在第 {line} 行停止。", ("bytesMax", Number(max)));

    public static ImportProblem TooManyRows(int line, int max) => Make(
        "import.file.too-many-rows", line, null, $"The file has more than {max} rows; reading stopped at line {line}.",
        $"文件超过 {max} 行数据，读取在第 {line} 行停止。", ("rowsMax", Number(max)));

    public static ImportProblem NotUtf8(int line) => Make(
        "import.file.not-utf8", line, null, $"Line {line} is not UTF-8 text. Save the file as UTF-8.",
        $"第 {line} 行不是 UTF-8 文本，请将文件另存为 UTF-8。");

    public static ImportProblem ArchiveBroken(int line) => Make(
        "import.archive.broken", line, null,
        "The packed file is damaged or breaks off" + (line > 0 ? $" after line {line} of its content." : "."),
        "压缩文件已损坏或中断" + (line > 0 ? $"（内容第 {line} 行之后）。" : "。"));

    public static ImportProblem ArchiveWithout(string extension) => Make(
        "import.archive.no-entry", 0, null, $"The archive holds no *{extension} file.",
        $"压缩包中没有 *{extension} 文件。", ("extension", extension));

    internal static ImportProblem Make(
        string code, int line, int? column, string en, string zh, params (string Name, string Value)[] facts) =>
        new(code, line, column, facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal), en, zh);

    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
