using static FieldOps.Import.FileProblems;

namespace FieldOps.Import;

/// <summary>Problems of what the rows mean together: networks, lots, mappings.</summary>
internal static class TopologyProblems
{
    public static ImportProblem NodeMissing(int line, string link, string node) => Make(
        "import.topology.node-missing", line, null,
        $"Line {line}: link {link} ends at node {node}, which does not exist.",
        $"第 {line} 行：链路 {link} 的端点 {node} 不存在。", ("link", link), ("node", node));

    public static ImportProblem NodeDoubled(int line, string node) => Make(
        "import.topology.node-doubled", line, null, $"Line {line}: node {node} is defined a second time.",
        $"第 {line} 行：节点 {node} 重复定义。", ("node", node));

    public static ImportProblem LoopLink(int line, string link) => Make(
        "import.topology.loop", line, null, $"Line {line}: link {link} starts and ends at the same node.",
        $"第 {line} 行：链路 {link} 的起点和终点相同。", ("link", link));

    public static ImportProblem CoordinatesMissing(int line, string node) => Make(
        "import.topology.coordinates-missing", line, null, $"Line {line}: node {node} has no coordinates.",
        $"第 {line} 行：节点 {node} 没有坐标。", ("node", node));

    public static ImportProblem LengthUnknown(int line, string link) => Make(
        "import.topology.length-unknown", line, null,
        $"Line {line}: link {link} has no length, and an end without coordinates.",
        $"第 {line} 行：链路 {link} 没有长度，且有一端没有坐标。", ("link", link));

    public static ImportProblem PlaceUnknown(int line, string place) => Make(
        "import.correction.place-unknown", line, null, $"Line {line}: no place is called {place}.",
        $"第 {line} 行：没有名为 {place} 的地点。", ("place", place));

    public static ImportProblem SharesNotWhole(int line, string lot, string sum) => Make(
        "import.lot.shares-not-100", line, null, $"Line {line}: the shares of lot {lot} add up to {sum}, not 100.",
        $"第 {line} 行：标包 {lot} 的份额合计为 {sum}，应为 100。", ("lot", lot), ("sum", sum));

    public static ImportProblem SharesMalformed(int line, string lot, string value) => Make(
        "import.lot.shares-malformed", line, null,
        $"Line {line}: the shares of lot {lot} are not written like C1:60;C2:40: '{value}'.",
        $"第 {line} 行：标包 {lot} 的份额写法应如 C1:60;C2:40：“{value}”。", ("lot", lot), ("value", value));

    public static ImportProblem PeriodEmpty(int line, string lot) => Make(
        "import.lot.period-empty", line, null, $"Line {line}: lot {lot} ends before it begins.",
        $"第 {line} 行：标包 {lot} 的结束日期不晚于开始日期。", ("lot", lot));

    public static ImportProblem ContractorUnknown(int line, string lot, string contractor) => Make(
        "import.lot.contractor-unknown", line, null, $"Line {line}: lot {lot} names contractor {contractor}, unknown.",
        $"第 {line} 行：标包 {lot} 所列代维单位 {contractor} 不存在。", ("lot", lot), ("contractor", contractor));

    public static ImportProblem NotMapped(int line, string what, string value) => Make(
        $"import.mapping.{what}-not-mapped", line, null, $"Line {line}: {what} {value} is not in the mapping.",
        $"第 {line} 行：映射文件中没有 {what} {value}。", (what, value));

    public static ImportProblem DocumentInvalid(string file, string en, string zh) => Make(
        "import.document.invalid", 0, null, $"{file}: {en}", $"{file}：{zh}", ("file", file));
}
