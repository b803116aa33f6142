using System.IO.Compression;
using System.Net;
using System.Xml.Linq;

namespace FieldOps.Host.Tests.Sla;

/// <summary>Reads the files of reports as lines of cells: so they can be held against the screen.</summary>
internal static class ReportFiles
{
    public static async Task<List<List<string>>> CsvAsync(SlaHost host, string tenant, string path)
    {
        var text = await (await host.GetAsync(path, ("X-Tenant", tenant))).Content.ReadAsStringAsync();
        return
        [
            .. text.TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(',').Select(c => c.Trim('"')).ToList()),
        ];
    }

    public static async Task<List<List<string>>> WorkbookAsync(SlaHost host, string tenant, string path)
    {
        var answer = await host.GetAsync(path, ("X-Tenant", tenant));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var package = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        await using var sheet = await package.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync();
        var document = XDocument.Load(sheet);
        var columns = 0;
        var lines = new List<List<string>>();
        foreach (var row in document.Descendants().Where(e => e.Name.LocalName == "row"))
        {
            var cells = row.Elements().ToDictionary(c => Column(c.Attribute("r")!.Value), c => c.Value);
            columns = Math.Max(columns, cells.Keys.Max() + 1);
            lines.Add([.. Enumerable.Range(0, columns).Select(c => cells.GetValueOrDefault(c, ""))]);
        }

        return lines;
    }

    private static int Column(string place) =>
        place.TakeWhile(char.IsLetter).Aggregate(0, (column, c) => (column * 26) + c - 'A' + 1) - 1;
}
