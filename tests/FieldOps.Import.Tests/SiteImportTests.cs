namespace FieldOps.Import.Tests;

public sealed class SiteImportTests
{
    private const string CellHeader =
        "radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,averageSignal\n";

    private const string Cell = "LTE,460,0,6168,12345,,121.4737,31.2304,1000,5,1,1459692342,1459692342,0\n";

    [Fact]
    public async Task RealSites_Load_AllInCentralShanghai()
    {
        await using var file = RealData.Open("sites", "shanghai_base_stations_222.csv");

        var (sites, problems) = await SiteImport.ReadAsync(file).DrainAsync();

        problems.ShouldBeEmpty();
        sites.Count.ShouldBe(222);
        sites.ShouldAllBe(s => s.Longitude > 121.44 && s.Longitude < 121.52 && s.Latitude > 31.2 && s.Latitude < 31.25);
    }

    [Theory]
    [InlineData(CellHeader + Cell, 2)]
    [InlineData(Cell, 1)]
    public async Task OpenCelliD_WithOrWithoutHeader_IsRead(string text, int line)
    {
        var (sites, problems) = await SiteImport.ReadAsync(Reading.Bytes(text)).DrainAsync();

        problems.ShouldBeEmpty();
        sites.ShouldBe(
            [new ImportedSite("LTE-460-0-6168-12345", 121.4737, 31.2304, null, null, null, null, "LTE", line)]);
    }

    [Fact]
    public async Task OwnLayout_AnyOrderAndCase_IsRead()
    {
        const string Text = "Class,LAT,Longitude,Station_Id,Name,battery\nVIP,31.2,121.4,S1,\"Bund, north\",3.5\n";

        var (sites, problems) = await SiteImport.ReadAsync(Reading.Bytes(Text)).DrainAsync();

        problems.ShouldBeEmpty();
        sites.ShouldBe([new ImportedSite("S1", 121.4, 31.2, "Bund, north", null, "VIP", 3.5, null, 2)]);
    }

    [Theory]
    [InlineData("S1,121.4,91\n", "import.value.out-of-range")]
    [InlineData("S1,NaN,31\n", "import.value.not-a-number")]
    [InlineData("S0,121,31\n", "import.row.doubled")]
    public async Task Row_Wrong_IsReported(string row, string code)
    {
        var (sites, problems) =
            await SiteImport.ReadAsync(Reading.Bytes("station_id,lon,lat\nS0,121,31\n" + row)).DrainAsync();

        problems.ShouldBeOne(code, 3);
        sites.Count.ShouldBe(1);
    }
}
