namespace FieldOps.Import;

/// <summary>Contractors as CSV: <c>code,name_zh,name_en,kind,status,organisation</c>.</summary>
public static class ContractorImport
{
    private static readonly string[] Kinds = ["contractor", "in-house"];
    private static readonly string[] Statuses = ["active", "suspended", "exiting", "blacklisted"];

    private static readonly CsvSchema Schema = new(
        new CsvColumn("code", true, "contractor_code", "编码"),
        new CsvColumn("name_zh", true, "中文名称"),
        new CsvColumn("name_en", true, "英文名称"),
        new CsvColumn("kind", true, "类型"),
        new CsvColumn("status", true, "状态"),
        new CsvColumn("organisation", false, "统一社会信用代码"));

    public static IAsyncEnumerable<ImportRow<ImportedContractor>> ReadAsync(
        Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        CsvImport.ReadAsync(
            stream, Schema.Bind, Build, contractor => contractor.Code, limits ?? ImportLimits.Default, cancellation);

    private static ImportedContractor Build(CsvFields row) => new(
        row.Text("code"),
        row.Text("name_zh"),
        row.Text("name_en"),
        row.OneOf("kind", Kinds),
        row.OneOf("status", Statuses),
        row.Line,
        row.TextOrNull("organisation"));
}
