using static FieldOps.Import.FileProblems;

namespace FieldOps.Import;

/// <summary>Problems of one row, field or token.</summary>
internal static class FieldProblems
{
    public static ImportProblem ColumnMissing(int line, string column) => Make(
        "import.csv.column-missing", line, null, $"The header has no column {column}.", $"表头缺少列 {column}。",
        ("column", column));

    public static ImportProblem ColumnDoubled(int line, string column) => Make(
        "import.csv.column-doubled", line, null, $"Two columns of the header mean {column}.",
        $"表头中有两列都表示 {column}。", ("column", column));

    public static ImportProblem FieldCount(int line, int expected, int found) => Make(
        "import.csv.field-count", line, null, $"Line {line} has {found} fields, not {expected}.",
        $"第 {line} 行有 {found} 个字段，应为 {expected} 个。", ("expected", Number(expected)), ("found", Number(found)));

    public static ImportProblem TooManyFields(int line, int max) => Make(
        "import.too-many-fields", line, null, $"Line {line} has more than {max} fields.",
        $"第 {line} 行的字段超过 {max} 个。", ("fieldsMax", Number(max)));

    public static ImportProblem QuoteOpen(int line, int column) => Make(
        "import.csv.quote-open", line, column, $"Line {line}: the quote at character {column} is not closed.",
        $"第 {line} 行：第 {column} 个字符处的引号没有闭合。");

    public static ImportProblem QuoteMisplaced(int line, int column) => Make(
        "import.csv.quote-misplaced", line, column, $"Line {line}: text follows a closing quote at character {column}.",
        $"第 {line} 行：第 {column} 个字符处，闭合引号之后还有文字。");

    public static ImportProblem ValueMissing(int line, int column, string field) => Make(
        "import.value.missing", line, column, $"Line {line}: {field} is empty.", $"第 {line} 行：{field} 为空。",
        ("field", field));

    public static ImportProblem NotANumber(int line, int column, string field, string value) => Make(
        "import.value.not-a-number", line, column, $"Line {line}: {field} is not a number: '{value}'.",
        $"第 {line} 行：{field} 不是数字：“{value}”。", ("field", field), ("value", value));

    public static ImportProblem NotADate(int line, int column, string field, string value) => Make(
        "import.value.not-a-date", line, column, $"Line {line}: {field} is not a date like 2024-01-31: '{value}'.",
        $"第 {line} 行：{field} 不是 2024-01-31 形式的日期：“{value}”。", ("field", field), ("value", value));

    public static ImportProblem OutOfRange(int line, int column, string field, string value, string from, string to) =>
        Make(
            "import.value.out-of-range", line, column, $"Line {line}: {field} {value} is not within {from} to {to}.",
            $"第 {line} 行：{field} {value} 不在 {from} 到 {to} 之间。",
            ("field", field), ("value", value), ("from", from), ("to", to));

    public static ImportProblem Unknown(int line, int column, string field, string value, string known) => Make(
        "import.value.unknown", line, column, $"Line {line}: {field} '{value}' is not one of {known}.",
        $"第 {line} 行：{field} “{value}” 不在 {known} 之列。", ("field", field), ("value", value), ("known", known));

    public static ImportProblem Doubled(int line, string identity) => Make(
        "import.row.doubled", line, null, $"Line {line}: {identity} occurs a second time.",
        $"第 {line} 行：{identity} 重复出现。", ("identity", identity));

    public static ImportProblem Malformed(string format, int line, int column, string found) => Make(
        $"import.{format}.malformed", line, column,
        $"Line {line}, character {column}: this is not {format.ToUpperInvariant()}: {found}.",
        $"第 {line} 行第 {column} 个字符：不符合 {format.ToUpperInvariant()} 格式：{found}。", ("found", found));

    public static ImportProblem Shape(int line, int column, string wanted) => Make(
        "import.shape", line, column, $"Line {line}: {wanted} is missing or has another shape.",
        $"第 {line} 行：缺少 {wanted}，或其结构不符。", ("wanted", wanted));

    public static ImportProblem EndBeforeStart(int line, long start, long end) => Make(
        "import.alarm.end-before-start", line, null,
        $"Line {line}: the alarm ends at {end} before it starts at {start}.",
        $"第 {line} 行：告警结束时间 {end} 早于开始时间 {start}。", ("start", Number(start)), ("end", Number(end)));
}
