namespace FieldOps.Import.Tests;

/// <summary>Holiday lists as they are published, and as they should not be.</summary>
public sealed class HolidayImportTests
{
    private const string Head = "{\"year\": 2027, \"days\": [\n";

    [Theory]
    [InlineData(2024, 28, 8)]
    [InlineData(2025, 28, 5)]
    [InlineData(2026, 33, 6)]
    public async Task PublishedList_IsReadWhole(int year, int holidays, int workingDays)
    {
        var problems = new ProblemList();
        await using var file = RealData.Open("calendar", $"holiday-{year}.json");

        var list = await HolidayImport.ReadAsync(file, problems, new HashSet<DateOnly>());

        problems.Items.ShouldBeEmpty();
        list!.Year.ShouldBe(year);
        list.Papers.ShouldHaveSingleItem().ShouldStartWith("https://www.gov.cn/");
        (list.Days.Count(d => d.IsOffDay), list.Days.Count(d => !d.IsOffDay)).ShouldBe((holidays, workingDays));
    }

    [Fact]
    public async Task Day_KeepsItsLineNameDateAndKind()
    {
        var (list, _) = await ReadAsync(
            Head + "{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true}]}");

        list!.Days.ShouldBe([new ImportedHoliday(2, "元旦", new DateOnly(2027, 1, 1), IsOffDay: true)]);
    }

    public static TheoryData<string, string, int> Slips => new()
    {
        { Head + Day("2027-01-01") + ",\n" + Day("2027-01-01") + "]}", "import.row.doubled", 3 },
        { Head + Day("2026-11-30") + "]}", "import.calendar.other-year", 2 },
        { Head + Day("2025-12-31") + "]}", "import.calendar.other-year", 2 },
        { Head + Day("2028-01-01") + "]}", "import.calendar.other-year", 2 },
        { Head + Day("2027-02-29") + "]}", "import.value.not-a-date", 2 },
        { Head + Day("20270101") + "]}", "import.value.not-a-date", 2 },
        { Head + "{\"name\": \"元旦\", \"date\": \"2027-01-01\"}]}", "import.shape", 2 },
        { Head + "{\"name\": \"\", \"date\": \"2027-01-01\", \"isOffDay\": true}]}", "import.shape", 2 },
        { Head + "{\"name\": \"x\", \"date\": \"2027-01-01\", \"isOffDay\": 1}]}", "import.shape", 2 },
        { Head + "{\"name\": \"x\", \"date\": {\"day\": 1}, \"isOffDay\": true}]}", "import.shape", 2 },
        { Head + "\"2027-01-01\"]}", "import.shape", 2 },
        {
            Head + "{\"name\": \"x\", \"date\": \"2027-01-01\", \"isOffDay\": true, \"half\": true}]}",
            "import.value.unknown", 2
        },
        {
            Head + "{\"name\": \"x\", \"date\": \"2027-01-01\", \"date\": \"2027-01-02\", \"isOffDay\": true}]}",
            "import.row.doubled", 2
        },
        { Head + "]}", "import.calendar.days-count", 0 },
        { "{\"days\": [" + Day("2027-01-01") + "]}", "import.shape", 1 },
        { "{\"year\": 2027}", "import.shape", 1 },
        { "{\"year\": \"2027\", \"days\": [" + Day("2027-01-01") + "]}", "import.shape", 1 },
        { "{\"year\": 12027, \"days\": [" + Day("2027-01-01") + "]}", "import.value.out-of-range", 1 },
        { "{\"year\": 2027, \"region\": \"CN\", \"days\": [" + Day("2027-01-01") + "]}", "import.value.unknown", 1 },
        { Head + Day("2027-01-01"), "import.file.truncated", 2 },
        { Head + Day("2027-01-01") + "]} x", "import.json.malformed", 2 },
        { "", "import.file.empty", 0 },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public async Task List_WithOneSlip_IsRefusedExactly(string text, string code, int line)
    {
        var (list, problems) = await ReadAsync(text);

        list.ShouldBeNull();
        problems.ShouldBeOne(code, line);
    }

    // As the list of 2019 was published.
    [Fact]
    public async Task List_MayBeginInDecemberOfTheYearBefore()
    {
        var (list, problems) = await ReadAsync("""
            {"year": 2019, "papers": [], "days": [
              {"name": "元旦", "date": "2018-12-29", "isOffDay": false},
              {"name": "元旦", "date": "2018-12-30", "isOffDay": true},
              {"name": "元旦", "date": "2018-12-31", "isOffDay": true},
              {"name": "元旦", "date": "2019-01-01", "isOffDay": true}]}
            """);

        problems.ShouldBeEmpty();
        list!.Days.Select(d => (d.Date.DayOfYear, d.IsOffDay)).ShouldBe(
            [(363, false), (364, true), (365, true), (1, true)]);
    }

    [Fact]
    public async Task List_ThatIsNoObject_IsRefused() =>
        (await ReadAsync("[]")).Problems[0].Code.ShouldBe("import.shape");

    [Fact]
    public async Task Date_ThatAnEarlierListTold_IsRefused()
    {
        var seen = new HashSet<DateOnly> { new(2027, 1, 1) };
        var problems = new ProblemList();

        await HolidayImport.ReadAsync(Reading.Bytes(Head + Day("2027-01-01") + "]}"), problems, seen);

        problems.Items.ShouldBeOne("import.row.doubled", 2);
    }

    private static string Day(string date) => $$"""{"name": "x", "date": "{{date}}", "isOffDay": true}""";

    private static async Task<(HolidayList? List, IReadOnlyList<ImportProblem> Problems)> ReadAsync(string text)
    {
        var problems = new ProblemList();
        var list = await HolidayImport.ReadAsync(Reading.Bytes(text), problems, new HashSet<DateOnly>());
        return (list, problems.Items);
    }
}
