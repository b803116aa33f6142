using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace FieldOps.Assessment.Papers;

/// <summary>
/// A paper as a workbook: the smallest Office Open XML package that spreadsheets open, two sheets, texts inline,
/// figures as numbers. It is the only place that writes this format.
/// </summary>
internal static class PaperWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // The oldest instant that a ZIP entry can tell: the same paper is the same bytes.
    private static readonly DateTimeOffset s_timeless = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(StatementPaper paper)
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(package, "[Content_Types].xml", Types());
            Write(package, "_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml")));
            Write(package, "xl/workbook.xml", Book());
            Write(package, "xl/_rels/workbook.xml.rels", Relations(
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml"),
                ("rId3", "styles", "styles.xml")));
            Write(package, "xl/styles.xml", Styles());
            Write(package, "xl/worksheets/sheet1.xml", Sheet(paper.MoneyRows()));
            Write(package, "xl/worksheets/sheet2.xml", Sheet(paper.ScoreRows()));
        }

        return stream.ToArray();
    }

    private static void Write(ZipArchive package, string name, string xml)
    {
        var entry = package.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = s_timeless;
        using var writer = new StreamWriter(entry.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
    }

    private static string Types() =>
        $"""
        <Types xmlns="{Package}/content-types"><Default Extension="rels"
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
        ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SheetType}sheet.main+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="{SheetType}styles+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SheetType}worksheet+xml"/>
        <Override PartName="/xl/worksheets/sheet2.xml" ContentType="{SheetType}worksheet+xml"/></Types>
        """;

    private static string Relations(params (string Id, string Type, string Target)[] relations) =>
        $"<Relationships xmlns=\"{Package}/relationships\">"
        + string.Concat(relations.Select(r =>
            $"<Relationship Id=\"{r.Id}\" Type=\"{Office}/{r.Type}\" Target=\"{r.Target}\"/>"))
        + "</Relationships>";

    private static string Book() =>
        $"""
        <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="结算 Settlement" sheetId="1" r:id="rId1"/>
        <sheet name="考核 Score" sheetId="2" r:id="rId2"/></sheets></workbook>
        """;

    // Style 1 is a number with two decimals.
    private static string Styles() =>
        $"""
        <styleSheet xmlns="{Main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        </fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    private static string Sheet(IEnumerable<PaperRow> rows)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        xml.Append("<row r=\"1\">");
        foreach (var (index, title) in new[] { "类别 kind", "编码 code", "说明", "explanation", "数值 figure" }.Index())
        {
            TextCell(xml, index, 1, title);
        }

        xml.Append("</row>");
        foreach (var (index, row) in rows.Index())
        {
            var number = index + 2;
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
            TextCell(xml, 0, number, row.Kind);
            TextCell(xml, 1, number, row.Code);
            TextCell(xml, 2, number, row.TextZh);
            TextCell(xml, 3, number, row.TextEn);
            xml.Append(CultureInfo.InvariantCulture, $"<c r=\"E{number}\" s=\"1\"><v>{row.Figure}</v></c></row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static void TextCell(StringBuilder xml, int column, int row, string text) =>
        xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row}\" t=\"inlineStr\"><is>")
            .Append(CultureInfo.InvariantCulture, $"<t xml:space=\"preserve\">{Escaped(text)}</t></is></c>");

    // Control characters have no place in XML at all: evidence that people paste may hold some.
    private static string? Escaped(string text) =>
        SecurityElement.Escape(new string([.. text.Where(c => c is '\t' or '\n' or '\r' or >= ' ')]));
}
