using System.Globalization;

namespace FieldOps.Import;

/// <summary>
/// Contract lots as CSV: <c>code,name_zh,name_en,asset_classes,areas,work_kinds,pilot,shares,monthly_fee_cny,
/// effective_from,effective_to[,mode,open_orders_max]</c>; lists are parted by semicolons, shares written
/// <c>C1:60;C2:40</c>.
/// </summary>
public static class LotImport
{
    private const decimal WholePercent = 100m;

    /// <summary>CNY a month: a thousand times a large lot of a province; more is a slip of the pen.</summary>
    private const decimal FeeCnyMax = 1_000_000_000m;

    /// <summary>Open orders of one contractor in one lot: the product's own bound.</summary>
    private const int OpenOrdersMax = 100_000;

    private static readonly string[] Modes = ["partial", "whole"];
    private static readonly string[] AssetClasses = [.. ProductCodes.AssetClasses, "*"];
    private static readonly string[] WorkKinds = [.. ProductCodes.WorkKinds, "*"];

    private static readonly CsvSchema Schema = new(
        new CsvColumn("code", true, "lot_code", "lot"),
        new CsvColumn("name_zh", true, "name"),
        new CsvColumn("name_en", false),
        new CsvColumn("asset_classes", true),
        new CsvColumn("areas", true, "counties"),
        new CsvColumn("work_kinds", true),
        new CsvColumn("pilot", false),
        new CsvColumn("shares", true),
        new CsvColumn("monthly_fee_cny", true),
        new CsvColumn("effective_from", true),
        new CsvColumn("effective_to", false),
        new CsvColumn("mode", false),
        new CsvColumn("open_orders_max", false));

    public static IAsyncEnumerable<ImportRow<ImportedLot>> ReadAsync(
        Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        CsvImport.ReadAsync(stream, Schema.Bind, Build, lot => lot.Code, limits ?? ImportLimits.Default, cancellation);

    /// <summary>The shares that name a contractor who is not in the register, each with the line of its lot.</summary>
    public static IEnumerable<ImportProblem> UnknownContractors(
        IEnumerable<ImportedLot> lots, IEnumerable<ImportedContractor> contractors)
    {
        var known = contractors.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        return
            from lot in lots
            from share in lot.Shares
            where !known.Contains(share.ContractorCode)
            select TopologyProblems.ContractorUnknown(lot.Line, lot.Code, share.ContractorCode);
    }

    private static ImportedLot Build(CsvFields row)
    {
        var code = row.Text("code");
        var lot = new ImportedLot(
            code,
            row.Text("name_zh"),
            row.TextOrNull("name_en") ?? row.Text("name_zh"),
            row.List("asset_classes", AssetClasses),
            row.List("areas"),
            row.List("work_kinds", WorkKinds),
            row.FlagOrFalse("pilot"),
            Shares(row, code),
            row.Money("monthly_fee_cny", FeeCnyMax),
            row.Date("effective_from"),
            row.DateOrNull("effective_to"),
            row.TextOrNull("mode") is null ? null : row.OneOf("mode", Modes),
            row.TextOrNull("open_orders_max") is null ? null : (int)row.Whole("open_orders_max", 1, OpenOrdersMax),
            row.Line);
        if (row.Problem is null && lot.EffectiveTo <= lot.EffectiveFrom)
        {
            row.Fail(TopologyProblems.PeriodEmpty(row.Line, code));
        }

        return lot;
    }

    private static List<ImportedShare> Shares(CsvFields row, string code)
    {
        var shares = new List<ImportedShare>();
        foreach (var part in row.List("shares"))
        {
            var pair = part.Split(':', StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || pair[0].Length == 0 || shares.Exists(s => s.ContractorCode == pair[0]) ||
                !decimal.TryParse(
                    pair[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ||
                percent is <= 0 or > WholePercent)
            {
                row.Fail(TopologyProblems.SharesMalformed(row.Line, code, part));
                return shares;
            }

            shares.Add(new ImportedShare(pair[0], percent));
        }

        var sum = shares.Sum(s => s.Percent);
        if (sum != WholePercent)
        {
            row.Fail(TopologyProblems.SharesNotWhole(row.Line, code, sum.ToString(CultureInfo.InvariantCulture)));
        }

        return shares;
    }
}
