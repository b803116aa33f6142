using FieldOps.Domain.Contractors.Exits;

namespace FieldOps.Assessment;

/// <summary>A plan of exit.</summary>
internal sealed record DraftExitBody(ExitKind Kind, string Service, string Reason, string Plan);

/// <summary>What the department decided.</summary>
internal sealed record DecideExitBody(bool Approved, string Minutes);

/// <summary>Who takes over a lot.</summary>
/// <param name="Lot">Code of a lot that names the leaving contractor.</param>
/// <param name="Contractor">Code of the replacement, or of an own crew.</param>
internal sealed record ReplacementBody(string Lot, string Contractor);

/// <summary>A leftover that is closed.</summary>
internal sealed record LeftoverBody(string Leftover, string Evidence);

/// <summary>How much still ties the contractor.</summary>
/// <param name="OpenOrders">Orders that it leads.</param>
/// <param name="Lots">Lots that name it.</param>
/// <param name="LotsWithoutReplacement">Of these, lots for which nobody is named.</param>
/// <param name="LotsWithoutSuccessor">Lots that it left to nobody.</param>
/// <param name="Leftovers">Complaints, arrears and the like.</param>
/// <param name="UnsettledMonths">Months to settle.</param>
/// <param name="MonthsWithLateFacts">Months to which something came late that nothing has counted.</param>
internal sealed record ExitCounts(
    int OpenOrders,
    int Lots,
    int LotsWithoutReplacement,
    int LotsWithoutSuccessor,
    int Leftovers,
    int UnsettledMonths,
    int MonthsWithLateFacts);

/// <summary>
/// An exit, and what still ties the contractor: the first of each; the list of leftovers has them all.
/// </summary>
internal sealed record ExitModel(
    ExitState Exit,
    ExitCounts Counts,
    IReadOnlyList<string> OpenOrders,
    IReadOnlyList<string> Lots,
    IReadOnlyList<string> LotsWithoutSuccessor,
    IReadOnlyList<string> UnsettledMonths,
    IReadOnlyList<string> MonthsWithLateFacts)
{
    private const int ShownMax = 100;

    public static ExitModel Of(ExitState exit, CompleteExit ties) => new(
        exit,
        new ExitCounts(
            ties.OpenOrders.Length, ties.Lots.Length,
            ties.Lots.Count(l => exit.Replacements.All(r => r.LotCode != l)), ties.LotsWithoutSuccessor.Length,
            exit.LeftoversOpen.Length, ties.UnsettledMonths.Length, ties.MonthsWithLateFacts.Length),
        [.. ties.OpenOrders.Take(ShownMax)], [.. ties.Lots.Take(ShownMax)],
        [.. ties.LotsWithoutSuccessor.Take(ShownMax)], [.. ties.UnsettledMonths.Take(ShownMax)],
        [.. ties.MonthsWithLateFacts.Take(ShownMax)]);
}
