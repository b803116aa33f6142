namespace FieldOps.Domain.Settlement;

/// <summary>Seats by hours (domain reference, 7.6 model 2; worked example 6).</summary>
public static class SeatSettlement
{
    private const decimal Hundred = 100m;

    /// <summary>Effective seats of one kind, unrounded: overtime counts hours beyond a full month alone.</summary>
    public static decimal SeatsOf(SeatHours hours, SeatTerms terms)
    {
        var sum = hours.Kind == SeatKind.Overtime
            ? hours.HoursEach.Sum(h => Math.Max(0m, h - terms.HoursPerMonth))
            : hours.HoursEach.Sum();
        return terms.RatioIsDivisor
            ? sum / (terms.HoursPerMonth * terms.StaffPerSeat)
            : sum * terms.StaffPerSeat / terms.HoursPerMonth;
    }

    /// <summary>The coefficient of the lowest of three scores.</summary>
    public static decimal CoefficientOf(decimal quality, decimal business, decimal total, SeatTerms terms)
    {
        var lowest = Math.Min(quality, Math.Min(business, total));
        return terms.Coefficients.First(s => lowest >= s.FromScore || s == terms.Coefficients[^1]).Coefficient;
    }

    internal static IEnumerable<StatementItem> Of(WorkFact work, SeatMonth month, decimal? score)
    {
        // A month without a score says nothing against the contractor: the two other scores decide.
        var total = month.TotalScore ?? score ?? Hundred;
        var coefficient = CoefficientOf(month.QualityScore, month.BusinessScore, total, month.Terms);
        var lowest = Math.Min(month.QualityScore, Math.Min(month.BusinessScore, total));
        foreach (var hours in month.Hours)
        {
            var price = month.Terms.Prices.First(p => p.Kind == hours.Kind).Cny;
            var seats = SeatsOf(hours, month.Terms);
            var sum = $"{SettlementItems.Text(seats)} × {SettlementItems.Money(price)} × "
                + SettlementItems.Text(coefficient);
            yield return SettlementItems.Item(
                work, StatementItemKind.Seats, Word(hours.Kind), seats * price * coefficient,
                $"{hours.HoursEach.Length} 人,三项最低 {SettlementItems.Text(lowest)}:{sum}",
                $"{hours.HoursEach.Length} people, lowest of three {SettlementItems.Text(lowest)}: {sum}");
        }
    }

    internal static IEnumerable<StatementItem> Of(WorkFact work, OverAchievement bonus)
    {
        var whole = bonus.TargetsMet ? SettlementItems.Rounded(bonus.AmountCny) : 0m;
        var contractor = SettlementItems.Rounded(whole * bonus.ContractorPercent / Hundred);
        var (zh, en) = bonus.TargetsMet ? ("目标达成", "targets met") : ("目标未达成,不付", "targets missed, nothing paid");
        yield return SettlementItems.Item(
            work, StatementItemKind.Bonus, "contractor", contractor,
            $"超额奖励 {SettlementItems.Money(bonus.AmountCny)},{zh},单位 {SettlementItems.Text(bonus.ContractorPercent)}%",
            $"over-achievement {SettlementItems.Money(bonus.AmountCny)}, {en}, contractor "
                + $"{SettlementItems.Text(bonus.ContractorPercent)} %");
        // The rest, not its own rounding: the two parts always make the whole.
        yield return SettlementItems.Item(
            work, StatementItemKind.Bonus, "staff", whole - contractor,
            $"超额奖励,{zh},员工 {SettlementItems.Text(Hundred - bonus.ContractorPercent)}%",
            $"over-achievement, {en}, staff {SettlementItems.Text(Hundred - bonus.ContractorPercent)} %");
    }

    private static string Word(SeatKind kind) => kind switch
    {
        SeatKind.Trainee => "trainee",
        SeatKind.Agent => "agent",
        SeatKind.TeamLeader => "team-leader",
        _ => "overtime",
    };
}
