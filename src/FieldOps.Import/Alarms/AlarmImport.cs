using System.Runtime.CompilerServices;

namespace FieldOps.Import;

/// <summary>Alarm logs: <c>alarm_id,device_id,start_timestamp,end_timestamp</c>, plain or packed.</summary>
public static class AlarmImport
{
    /// <summary>A century in seconds: beyond it the column is not seconds of a log.</summary>
    private const long SecondsMax = 100L * 366 * 24 * 3600;

    private static readonly CsvSchema Schema = new(
        new CsvColumn("alarm_id", true),
        new CsvColumn("device_id", true),
        new CsvColumn("start_timestamp", true),
        new CsvColumn("end_timestamp", true));

    public static IAsyncEnumerable<ImportRow<ImportedAlarm>> ReadCsvAsync(
        Stream stream, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        CsvImport.ReadAsync(stream, Schema.Bind, Build, null, limits ?? ImportLimits.Default, cancellation);

    /// <summary>Reads the first *.csv of a .tar.gz without unpacking it to disk.</summary>
    public static async IAsyncEnumerable<ImportRow<ImportedAlarm>> ReadTarGzAsync(
        Stream stream, ImportLimits? limits = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var bounds = limits ?? ImportLimits.Default;
        await using var archive = new PackedFile(stream, bounds);
        var (content, problem) = await archive.FindAsync(".csv", cancellation);
        if (content is null)
        {
            yield return ImportRow.Bad<ImportedAlarm>(problem!);
            yield break;
        }

        await foreach (var row in ReadCsvAsync(content, bounds, cancellation))
        {
            yield return row;
        }
    }

    /// <summary>Chooses by the name: .tar.gz and .tgz are packed, all else is plain CSV.</summary>
    public static IAsyncEnumerable<ImportRow<ImportedAlarm>> ReadAsync(
        Stream stream, string fileName, ImportLimits? limits = null, CancellationToken cancellation = default) =>
        fileName.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) ||
        fileName.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
            ? ReadTarGzAsync(stream, limits, cancellation)
            : ReadCsvAsync(stream, limits, cancellation);

    private static ImportedAlarm Build(CsvFields row)
    {
        var alarm = new ImportedAlarm(
            row.Text("alarm_id"),
            row.Text("device_id"),
            row.Whole("start_timestamp", 0, SecondsMax),
            row.Whole("end_timestamp", 0, SecondsMax),
            row.Line);
        if (row.Problem is null && alarm.EndSeconds < alarm.StartSeconds)
        {
            row.Fail(FieldProblems.EndBeforeStart(row.Line, alarm.StartSeconds, alarm.EndSeconds));
        }

        return alarm;
    }
}
