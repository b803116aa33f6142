using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// The amounts of works (domain reference, 7.6). Intermediates stay unrounded, an item is rounded once, and every item
/// says how it came about.
/// </summary>
public static class SettlementItems
{
    private const decimal Hundred = 100m;

    /// <summary>
    /// The items of all works of a month that nobody took back, and of the visits that it counts, in the order of kinds
    /// and codes.
    /// </summary>
    /// <param name="all">The works.</param>
    /// <param name="score">The month's score; null without one.</param>
    /// <param name="visits">The visits that it counts from its orders; null for none.</param>
    /// <param name="orders">Its orders; looked at where visits are counted.</param>
    public static ImmutableArray<StatementItem> Of(
        IReadOnlyCollection<WorkFact> all,
        decimal? score,
        CountedVisits? visits = null,
        IEnumerable<OrderFact>? orders = null)
    {
        var works = all.Where(w => w.Withdrawn is null).ToArray();
        var (paid, cables) = (ProjectsThatPay(works), CableSettlement.ByWork(works));
        return
        [
            .. works.SelectMany(w => Items(w, score, paid, cables[w.WorkId], visits))
                .Concat(visits is null ? [] : VisitSettlement.Of(visits, orders ?? []))
                .OrderBy(i => i.Kind)
                .ThenBy(i => i.Code, StringComparer.Ordinal)
                .ThenBy(i => i.Refs.IsEmpty ? Guid.Empty : i.Refs[0].Id),
        ];
    }

    private static IEnumerable<StatementItem> Items(
        WorkFact work,
        decimal? score,
        HashSet<Guid> paid,
        IEnumerable<CablePiece> laid,
        CountedVisits? counted) => work switch
    {
        { Seats: { } seats } => SeatSettlement.Of(work, seats, score),
        { Bonus: { } bonus } => SeatSettlement.Of(work, bonus),
        { Project: { } project } => [Project(work, project, paid.Contains(work.WorkId))],
        { Cables: { } cables } => CableSettlement.Of(work, cables, laid),
        { Visits: { } visits } => [VisitSettlement.Of(work, visits, counted)],
        { Assets: { } assets } => [Assets(work, assets)],
        { Fine: { } fine } => [Taken(work, StatementItemKind.Fine, fine)],
        { MajorEvent: { } major } => [Taken(work, StatementItemKind.MajorEvent, major)],
        { Audit: { } audit } =>
        [
            Item(
                work, StatementItemKind.Audit, audit.Code, -audit.AmountCny,
                $"稽核 {audit.Code}:异常收入 {Money(audit.AmountCny)} 不予结算",
                $"audit {audit.Code}: abnormal revenue of {Money(audit.AmountCny)} is not settled"),
        ],
        _ => [],
    };

    /// <summary>An item with its fact.</summary>
    internal static StatementItem Item(
        WorkFact work, StatementItemKind kind, string code, decimal exact, string zh, string en)
    {
        var amount = Rounded(exact);
        return new StatementItem(
            kind, code, amount, $"{zh} = {Money(amount)}", $"{en} = {Money(amount)}",
            [new StatementRef(work.WorkId, $"{work.TermsId} v{work.TermsVersion}", work.Evidence)]);
    }

    internal static decimal Rounded(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);

    internal static string Money(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    internal static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    // Overlapping kinds of one project pay once: the one that pays most, the first recorded among equals.
    private static HashSet<Guid> ProjectsThatPay(IReadOnlyCollection<WorkFact> works) =>
    [
        .. works.Where(w => w.Project is not null)
            .GroupBy(w => w.Project!.ProjectCode, StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(w => Due(w.Project!)).ThenBy(w => w.RecordedAt).ThenBy(w => w.WorkId)
                .First().WorkId),
    ];

    private static StatementItem Project(WorkFact work, ProjectWork project, bool pays)
    {
        var (coefficient, zh, en) = pays
            ? Coefficient(project)
            : (0m, "同一项目重复类别,只付一次", "overlapping kinds pay once");
        var sum = $"{Money(project.FeeCny)} × {Text(coefficient)} × {Text(project.WorkloadPercent)}%";
        return Item(
            work, StatementItemKind.Project, project.ProjectCode,
            project.FeeCny * coefficient * project.WorkloadPercent / Hundred,
            $"{project.Level} {project.Kind},{zh}:{sum}", $"{project.Level} {project.Kind}, {en}: {sum}");
    }

    private static decimal Due(ProjectWork project) =>
        project.FeeCny * Coefficient(project).Value * project.WorkloadPercent;

    private static (decimal Value, string Zh, string En) Coefficient(ProjectWork project) => project switch
    {
        { OwnSingleService: true } => (0m, "自有单项业务不付", "own single-service job"),
        { Course: ProjectCourse.Delivered } => (1m, "已交付", "delivered"),
        { Course: ProjectCourse.NotImplemented } => (1m, "非合作方原因未实施", "not implemented, no fault"),
        { Course: ProjectCourse.BuiltBySame } => (0m, "中标且自建", "won and built by the same"),
        _ => (BySize(project), "中标由他人承建", "won, built by another"),
    };

    private static decimal BySize(ProjectWork project) =>
        project.BuiltByAnother.Where(s => project.ContractCny >= s.FromCny)
            .OrderByDescending(s => s.FromCny).Select(s => (decimal?)s.Coefficient).FirstOrDefault() ?? 0m;

    private static StatementItem Assets(WorkFact work, AssetCount assets)
    {
        var whole = assets.Days == assets.DaysInMonth;
        var days = whole ? "" : $" × {assets.Days}/{assets.DaysInMonth}";
        var sum = $"{Text(assets.Count)} × {Money(assets.Price.Cny)}{days}";
        return Item(
            work, StatementItemKind.Assets, assets.Price.Code,
            assets.Count * assets.Price.Cny * assets.Days / assets.DaysInMonth,
            $"{assets.Price.TitleZh}:{sum}", $"{assets.Price.TitleEn}: {sum}");
    }

    private static StatementItem Taken(WorkFact work, StatementItemKind kind, PricedCount taken)
    {
        var sum = $"{taken.Count} × -{Money(taken.Price.Cny)}";
        return Item(
            work, kind, taken.Price.Code, -(taken.Count * taken.Price.Cny), $"{taken.Price.TitleZh}:{sum}",
            $"{taken.Price.TitleEn}: {sum}");
    }
}
