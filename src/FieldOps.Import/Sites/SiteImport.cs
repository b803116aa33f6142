namespace FieldOps.Import;

/// <summary>
/// Base stations as CSV: our own layout (<c>station_id,lon,lat[,name,county,class,battery_hours]</c>, columns in any
/// order and case), or OpenCelliD's, with or without its header.
/// </summary>
public static class SiteImport
{
    private const double BatteryHoursMax = 240;

    private static readonly string[] Radios = ["GSM", "UMTS", "LTE", "NR", "CDMA", "NBIOT"];

    private static readonly string[] OpenCellIdColumns =
    [
        "radio", "mcc", "net", "area", "cell", "unit", "lon", "lat", "range", "samples", "changeable", "created",
        "updated", "averageSignal",
    ];

    private static readonly CsvSchema OpenCellId =
        new([.. OpenCelliDRequired().Select(name => new CsvColumn(name, Required: true))]);

    private static readonly CsvSchema Own = new(
        new CsvColumn("station_id", true, "id", "code", "site_id", "site_code", "站址编码", "基站编号"),
        new CsvColumn("lon", true, "longitude", "lng", "经度"),
        new CsvColumn("lat", true, "latitude", "纬度"),
        new CsvColumn("name", false, "station_name", "site_name", "站名", "站址名称"),
        new CsvColumn("county", false, "district", "区县"),
        new CsvColumn("class", false, "station_class", "等级"),
        new CsvColumn("battery_hours", false, "battery", "后备时长"));

    public static IAsyncEnumerable<ImportRow<ImportedSite>> ReadAsync(
        Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        CsvImport.ReadAsync(stream, Bind, Build, site => site.Id, limits ?? ImportLimits.Default, cancellation);

    private static IEnumerable<string> OpenCelliDRequired() => ["radio", "mcc", "net", "area", "cell", "lon", "lat"];

    private static CsvBinding Bind(CsvRecord first)
    {
        if (first.Problem is null && Radios.Contains(first.Fields[0], StringComparer.OrdinalIgnoreCase))
        {
            return BindHeaderless(first);
        }

        return first.Fields.Contains("radio", StringComparer.OrdinalIgnoreCase) &&
            first.Fields.Contains("mcc", StringComparer.OrdinalIgnoreCase)
            ? OpenCellId.Bind(first)
            : Own.Bind(first);
    }

    private static CsvBinding BindHeaderless(CsvRecord first)
    {
        var indexes = OpenCellIdColumns.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        return first.Fields.Count == OpenCellIdColumns.Length
            ? new CsvBinding(new CsvLayout(indexes, OpenCellIdColumns.Length, FirstRecordIsData: true), null)
            : new CsvBinding(
                null, FieldProblems.FieldCount(first.Line, OpenCellIdColumns.Length, first.Fields.Count));
    }

    private static ImportedSite Build(CsvFields row)
    {
        var radio = row.TextOrNull("radio");
        var id = radio is null
            ? row.Text("station_id")
            : string.Join(
                '-',
                radio.ToUpperInvariant(),
                row.Text("mcc"),
                row.Text("net"),
                row.Text("area"),
                row.Text("cell"));
        return new ImportedSite(
            id,
            row.Number("lon", -180, 180),
            row.Number("lat", -90, 90),
            row.TextOrNull("name"),
            row.TextOrNull("county"),
            row.TextOrNull("class"),
            row.NumberOrNull("battery_hours", 0, BatteryHoursMax),
            radio,
            row.Line);
    }
}
