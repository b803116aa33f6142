using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.WorkOrders.Api;

/// <summary>Why this party, or why nobody, in words that people read.</summary>
/// <param name="ReasonCode">The stored word.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="Scope">The line of the scope policy that applied.</param>
/// <param name="Candidates">Who was looked at; a contractor is shown what is said of itself.</param>
/// <param name="Passed">Who was passed over, in words, for the same readers.</param>
internal sealed record DispatchWhy(
    string ReasonCode,
    string En,
    string Zh,
    ScopeVerdict Scope,
    ImmutableArray<CandidateVerdict> Candidates,
    ImmutableArray<PassedOver> Passed)
{
    /// <summary>The words for a reader.</summary>
    /// <param name="choice">The choice; null after a confirmed refusal.</param>
    /// <param name="reader">The contractor that reads; null for the operator.</param>
    public static DispatchWhy? Of(DispatchChoice? choice, Guid? reader)
    {
        if (choice is null)
        {
            return null;
        }

        var (en, zh) = Words(choice);
        var candidates = CandidatesFor(choice, reader);
        return new DispatchWhy(choice.ReasonCode, en, zh, choice.Scope, candidates, PassedOver.Of(candidates));
    }

    // Shares, loads and verdicts of rivals are nobody's but theirs and the operator's.
    public static ImmutableArray<CandidateVerdict> CandidatesFor(DispatchChoice choice, Guid? reader) => reader is null
        ? choice.Candidates
        : choice.Candidates.RemoveAll(c => c.ContractorId != reader);

    private static (string En, string Zh) Words(DispatchChoice choice)
    {
        var party = choice.Assignee?.ContractorCode;
        var rule = $"{choice.Scope.PolicyId}/{choice.Scope.RuleId} ({choice.Scope.Source})";
        return choice.ReasonCode switch
        {
            DispatchReasons.LotShare => (
                $"{party} drew it by its share of the contract lot; scope rule {rule} allows it.",
                $"{party} 按标包份额分得；范围规则 {rule} 允许外包。"),
            DispatchReasons.LotVolume => (
                $"{party} is furthest behind its share of the contract lot's volume; scope rule {rule} allows it.",
                $"{party} 与其标包份额差距最大；范围规则 {rule} 允许外包。"),
            DispatchReasons.OnlyCandidate => (
                $"{party} is the one contractor of the lot that could take it; scope rule {rule} allows it.",
                $"{party} 是标包内唯一可承接的单位；范围规则 {rule} 允许外包。"),
            DispatchReasons.InHouseByScope => (
                $"{party} is the operator's own crew: scope rule {rule} keeps this work in the house.",
                $"{party} 为自有队伍：范围规则 {rule} 规定不得外包。"),
            DispatchReasons.ByHand => (
                $"A dispatcher chose {party}; scope rule {rule} was checked.",
                $"调度员指定 {party}；已核对范围规则 {rule}。"),
            DispatchReasons.ExitHandOver => (
                $"{party} takes over from a contractor that left, as the exit's plan names it for the lot.",
                $"{party} 接替退出单位：退出方案指定其接替该标包。"),
            DispatchReasons.ExitNoReplacement => (
                "Nobody: the contractor that had it left, and the exit's plan names no replacement for the lot.",
                "无承接单位：原单位已退出，退出方案未指定该标包的接替单位。"),
            DispatchReasons.ExitReplacementUnable => (
                "Nobody: the contractor that had it left, and the replacement cannot take orders now.",
                "无承接单位：原单位已退出，接替单位目前不可承接。"),
            DispatchReasons.NoLot => (
                "Nobody: no contract lot covers asset class, area and kind of work.",
                "无承接单位：没有标包覆盖该资产类别、区域与工作类型。"),
            DispatchReasons.NoCandidate => (
                "Nobody: no contractor of the lots, or no own crew, can take it now.",
                "无承接单位：标包内单位或自有队伍目前均不可承接。"),
            DispatchReasons.WorkDenied => (
                $"Nobody: scope rule {rule} gives this work to nobody without a person deciding.",
                $"无承接单位：范围规则 {rule} 规定须由人工决定。"),
            _ => (
                $"Back to {party}: the party it was passed to did not take it.",
                $"退回 {party}：转派对象未接单。"),
        };
    }
}
