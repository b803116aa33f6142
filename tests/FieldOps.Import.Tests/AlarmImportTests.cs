using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace FieldOps.Import.Tests;

public sealed class AlarmImportTests
{
    private const string Header = "alarm_id,device_id,start_timestamp,end_timestamp\n";

    [Fact]
    public async Task RealLog_Packed_HoldsEveryAlarm()
    {
        await using var file = RealData.Open("alarms", "18V_55N_Wireless.tar.gz");

        var (alarms, problems) = await AlarmImport.ReadAsync(file, file.Name).DrainAsync();

        problems.ShouldBeEmpty();
        alarms.Count.ShouldBe(34_838);
        alarms.Select(a => a.Type).Distinct().Count().ShouldBe(18);
        alarms.Select(a => a.Device).Distinct().Count().ShouldBe(55);
        alarms.Count(a => a.EndSeconds == a.StartSeconds).ShouldBe(977);
        alarms[0].ShouldBe(new ImportedAlarm("11", "28", 30_685, 30_835, 2));
        alarms[^1].Line.ShouldBe(34_839);
    }

    [Theory]
    [InlineData("1,2,50,49\n", "import.alarm.end-before-start")]
    [InlineData("1,2,x,49\n", "import.value.not-a-number")]
    [InlineData("1,2,-5,49\n", "import.value.out-of-range")]
    [InlineData("1,,5,49\n", "import.value.missing")]
    [InlineData("1,2,5\n", "import.csv.field-count")]
    [InlineData("\"1,2,5,6\n", "import.csv.quote-open")]
    [InlineData("\"1\"x,2,5,6\n", "import.csv.quote-misplaced")]
    public async Task Csv_BadLine_IsReportedWithItsLineAndTheRestIsRead(string bad, string code)
    {
        var text = Header + "1,2,3,4\n\n" + bad + "5,6,7,8\r\n";

        var (alarms, problems) = await AlarmImport.ReadCsvAsync(Reading.Bytes(text)).DrainAsync();

        problems.ShouldBeOne(code, 4);
        alarms.Select(a => (a.Type, a.Line)).ShouldBe([("1", 2), ("5", 5)]);
    }

    [Theory]
    [InlineData("1,2,3,4\n5,6,7,80", 3)]
    [InlineData("1,2,3,4\n5,6", 3)]
    [InlineData("1,2,3,4\n5,\"6", 3)]
    public async Task Csv_HalfAFile_IsTruncatedAtItsLastLine(string rows, int line)
    {
        var (alarms, problems) = await AlarmImport.ReadCsvAsync(Reading.Bytes(Header + rows)).DrainAsync();

        problems.ShouldBeOne("import.file.truncated", line);
        alarms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Csv_LastLineWithoutEnd_IsReadWhenTheCallerAcceptsIt()
    {
        var limits = new ImportLimits { AcceptUnterminatedLastLine = true };

        var text = Reading.Bytes(Header + "1,2,3,4");

        var (alarms, problems) = await AlarmImport.ReadCsvAsync(text, limits).DrainAsync();

        problems.ShouldBeEmpty();
        alarms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Csv_NotUtf8_NamesTheLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "1,2,3,4\n5,"), 0xB1, 0xB1, (byte)'\n'];

        var (alarms, problems) = await AlarmImport.ReadCsvAsync(new MemoryStream(bytes)).DrainAsync();

        problems.ShouldBeOne("import.file.not-utf8", 3);
        alarms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Csv_OverTheLimits_StopsWithTheLimitNamed()
    {
        var text = Header + "1,2,3,4\n" + new string('9', 200) + ",2,3,4\n1,2,3,4\n";

        var longLine = await ReadAsync(text, new ImportLimits { LineBytesMax = 100 });
        var tooLarge = await ReadAsync(text, new ImportLimits { FileBytesMax = 60 });
        var tooMany = await ReadAsync(text, new ImportLimits { RowsMax = 1 });

        longLine.ShouldBeOne("import.file.line-too-long", 3);
        tooLarge[0].Code.ShouldBe("import.file.too-large");
        tooMany.ShouldBeOne("import.file.too-many-rows", 3);
    }

    [Theory]
    [InlineData("", "import.file.empty", 0)]
    [InlineData("alarm_id,device_id,start_timestamp\n", "import.csv.column-missing", 1)]
    [InlineData("alarm_id,ALARM_ID,device_id,start_timestamp,end_timestamp\n", "import.csv.column-doubled", 1)]
    [InlineData("alarm_id,device_id,start_timestamp,end_time", "import.csv.column-missing", 1)]
    public async Task Csv_WithoutItsHeader_IsOneProblem(string text, string code, int line)
    {
        var (alarms, problems) = await AlarmImport.ReadCsvAsync(Reading.Bytes(text)).DrainAsync();

        alarms.ShouldBeEmpty();
        problems.ShouldBeOne(code, line);
    }

    [Fact]
    public async Task TarGz_WithoutCsv_SaysSo()
    {
        var (_, problems) = await AlarmImport.ReadTarGzAsync(Pack("readme.txt", "hello")).DrainAsync();

        problems.ShouldBeOne("import.archive.no-entry", 0);
    }

    [Fact]
    public async Task TarGz_ShadowFile_IsPassedOver()
    {
        var packed = Pack("a/._log.csv", "shadow", "a/log.csv", Header + "1,2,3,4\n");

        var (alarms, problems) = await AlarmImport.ReadTarGzAsync(packed).DrainAsync();

        problems.ShouldBeEmpty();
        alarms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task TarGz_CutAnywhere_IsBrokenAndNeverTakenForWhole()
    {
        const int EveryBytes = 1_999;
        await using var file = RealData.Open("alarms", "18V_55N_Wireless.tar.gz");
        var whole = new byte[file.Length];
        await file.ReadExactlyAsync(whole);
        int[] cuts = [0, 1, 3, 12, .. Enumerable.Range(0, 30).Select(i => 240_000 - (i * EveryBytes))];

        foreach (var cut in cuts)
        {
            var (alarms, problems) = await AlarmImport.ReadTarGzAsync(new MemoryStream(whole, 0, cut)).DrainAsync();

            problems.Select(p => p.Code).ShouldBe(["import.archive.broken"], $"cut after {cut} bytes");
            problems[0].Line.ShouldBe(alarms.Count == 0 ? 0 : alarms.Count + 1);
        }
    }

    [Fact]
    public async Task TarGz_NotPacked_IsBroken()
    {
        var (_, problems) = await AlarmImport.ReadTarGzAsync(Reading.Bytes(Header)).DrainAsync();

        problems.ShouldBeOne("import.archive.broken", 0);
    }

    private static async Task<IReadOnlyList<ImportProblem>> ReadAsync(string text, ImportLimits limits) =>
        (await AlarmImport.ReadCsvAsync(Reading.Bytes(text), limits).DrainAsync()).Problems;

    private static MemoryStream Pack(params string[] namesAndTexts)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var pair in namesAndTexts.Chunk(2))
            {
                var content = Reading.Bytes(pair[1]);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, pair[0]) { DataStream = content });
            }
        }

        packed.Position = 0;
        return packed;
    }
}
