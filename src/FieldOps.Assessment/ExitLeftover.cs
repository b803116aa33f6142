using FieldOps.Domain.Contractors.Exits;

namespace FieldOps.Assessment;

/// <summary>One thing that still ties a leaving contractor (遗留事项).</summary>
/// <param name="Key">Its place in the list.</param>
/// <param name="Kind">
/// <c>order</c>, <c>lot</c>, <c>lot-without-successor</c>, <c>leftover</c> (complaints, arrears), <c>month</c>,
/// <c>late-facts</c>.
/// </param>
/// <param name="Reference">Number, code, word or month.</param>
/// <param name="Replacement">Who takes a lot over; null while nobody is named, and for what is no lot.</param>
/// <param name="En">What to do.</param>
/// <param name="Zh">What to do.</param>
internal sealed record ExitLeftover(
    string Key, string Kind, string Reference, string? Replacement, string En, string Zh)
{
    /// <summary>All of them: orders first, then lots, leftovers, months, late facts.</summary>
    public static IEnumerable<ExitLeftover> Of(ExitState exit, CompleteExit ties)
    {
        var heirs = exit.Replacements.ToDictionary(r => r.LotCode, r => r.ContractorCode, StringComparer.Ordinal);
        return ties.OpenOrders.Select(o => Of(1, "order", o, null,
                "It goes on with the hand-over; under review it stays until that is done.",
                "随移交转出；已回单的待质检完成。"))
            .Concat(ties.Lots.Select(l => LotOf(exit, l, heirs.GetValueOrDefault(l))))
            .Concat(ties.LotsWithoutSuccessor.Select(l => Of(3, "lot-without-successor", l, null,
                "Open a lot that covers the work.", "请新建覆盖该工作的标包。")))
            .Concat(exit.LeftoversOpen.Select(l => Of(4, "leftover", l, null,
                "Close it with evidence.", "请附证据关闭。")))
            .Concat(ties.UnsettledMonths.Select(m => Of(5, "month", m, null,
                "Close and settle the month.", "请完成考核并结算。")))
            .Concat(ties.MonthsWithLateFacts.Select(m => Of(6, "late-facts", m, null,
                "Correct the month by what came late, or open it again.", "请将迟到事实更正入账，或重新开启该月。")));
    }

    // A lot that was handed over names the leaver no more: one that does had a replacement that takes no orders.
    private static ExitLeftover LotOf(ExitState exit, string lot, string? heir) => (heir, exit.HandedOverAt) switch
    {
        (null, _) => Of(2, "lot", lot, null,
            "Name a replacement, or amend or close the lot.", "请指定接替单位，或变更、关闭标包。"),
        (_, null) => Of(2, "lot", lot, heir, $"{heir} takes its share over.", $"份额由 {heir} 接替。"),
        _ => Of(2, "lot", lot, heir,
            $"{heir} could not take its share over: name another, or hand over again once it takes orders.",
            $"{heir} 当时不能接单，份额未转移：请另行指定，或待其恢复接单后再次移交。"),
    };

    private static ExitLeftover Of(
        int rank, string kind, string reference, string? replacement, string en, string zh) =>
        new($"{rank} {reference}", kind, reference, replacement, en, zh);
}
