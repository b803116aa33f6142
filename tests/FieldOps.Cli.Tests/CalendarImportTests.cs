using FieldOps.Cli.Api;
using FieldOps.Domain.Kernel;
using FieldOps.Host;
using FieldOps.Testing;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>Holiday lists through the command line and the real host: drafted by one, approved by another.</summary>
public sealed class CalendarImportTests : IAsyncLifetime, IDisposable
{
    private const string Office = "policies/calendar/china-office";

    private readonly string _folder = Directory.CreateTempSubdirectory("fieldops-cli-calendar-").FullName;
    private readonly Caller _head = new("default", "head-1", ActorRoles.DepartmentHead);
    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;
    private FieldOpsClient _client = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString,
            Urls = "http://127.0.0.1:0",
            Quiet = true,
            SimulatedStart = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero),
        });
        _client = new FieldOpsClient(_host.Address);
    }

    public void Dispose() => _client.Dispose();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Lists_AreChecked_Drafted_AndInForceOnceAnotherApproves()
    {
        await PublishedSayNothingNewAsync();
        var next = Write("holiday-2027.json", """
            {"year": 2027, "papers": ["https://example.com/2027"], "days": [
              {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
              {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
              {"name": "元旦", "date": "2027-01-09", "isOffDay": false}]}
            """);
        var run = await ImportAsync(next);
        run.ExitCode.ShouldBe(0, run.Error);
        var drafted = run.Json[^1].GetProperty("drafted");
        (drafted.GetProperty("version").GetInt32(), drafted.GetProperty("changes").GetInt32()).ShouldBe((2, 2));
        // Tomorrow, where the calendar's clock hangs.
        drafted.GetProperty("effectiveFrom").GetDateTimeOffset()
            .ShouldBe(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(8)));
        (await ImportAsync(next)).ExitCode.ShouldBe(0);

        var approval = new { Version = 2, Digest = drafted.GetProperty("digest").GetString() };
        var self = await _client.PostAsync(
            Office + ":approve", approval, "a1", new("default", "import", ActorRoles.OperationsManager));
        self.Refusal!.Code.ShouldBe("policy.same-person");
        (await _client.PostAsync(Office + ":approve", approval, "a2", _head)).Refusal.ShouldBeNull();
        (await VersionsAsync()).ShouldBe(["shipped", "approved"]);
        var document = (await _client.GetAsync(Office + "/versions/2", _head)).Json().GetProperty("document");
        document.GetProperty("source").GetString()!.ShouldEndWith("; days of 2027: https://example.com/2027");
        document.GetProperty("days").EnumerateArray().Count().ShouldBe(Shipped + 2);
    }

    [Fact]
    public async Task Lists_ThatCannotBe_AreRefusedWithLineAndCode_AndAnothersDraftIsLeftAlone()
    {
        var twice = Write("a.json", """
            {"year": 2027, "days": [
              {"name": "x", "date": "2027-01-01", "isOffDay": true},
              {"name": "x", "date": "2028-01-01", "isOffDay": true},
              {"name": "x", "date": "2027-01-01", "isOffDay": true}]}
            """);
        var run = await Cli.RunAsync("import", "calendar", twice, "--lang", "en", "--url", _host.Address.AbsoluteUri);
        run.ExitCode.ShouldBe(1);
        run.Error.Split('\n').Select(l => string.Join(' ', l.Split(' ').Take(2))).Where(l => l.Length > 0).ShouldBe(
            [$"{twice}:3:3 import.calendar.other-year", $"{twice}:4:1 import.row.doubled"]);

        var days = Enumerable.Range(0, 365).Select(n => new DateOnly(2027, 1, 1).AddDays(n)).Select(
            d => $$"""{"name": "x", "date": "{{d:yyyy-MM-dd}}", "isOffDay": true}""");
        var closed = Write("b.json", "{\"year\": 2027, \"days\": [" + string.Join(",", days) + "]}");
        var refused = await ImportAsync(closed);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("[import.calendar.unusable]");
        refused.Error.ShouldContain("2027");

        var good = Write("c.json", """
            {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}
            """);
        (await ImportAsync(good, "--calendar", "nowhere")).Error.ShouldContain("[policy.unknown]");
        (await ImportAsync(good, "--from", "2020-01-01T00:00:00Z")).Error.ShouldContain("[policy.effective-in-past]");
        (await ImportAsync(good, "--actor", "li")).ExitCode.ShouldBe(0);
        (await ImportAsync(good, "--actor", "wang")).Error.ShouldContain("[import.calendar.draft-waits]");
        (await ImportAsync(Path.Combine(_folder, "none.json"))).ExitCode.ShouldBe(2);
    }

    private const int Shipped = 39;

    // The shipped calendar is made of these very lists.
    private async Task PublishedSayNothingNewAsync()
    {
        var published = Published(2024, 2025, 2026);
        var dry = await ImportAsync([.. published, "--dry-run"]);
        dry.ExitCode.ShouldBe(0, dry.Error);
        dry.Json[^1].GetProperty("holidays").GetInt32().ShouldBe(89);
        (await ImportAsync(published)).Json[^1].GetProperty("drafted").TryGetProperty("digest", out _).ShouldBeFalse();
        (await VersionsAsync()).ShouldBe(["shipped"]);
    }

    private Task<CliRun> ImportAsync(params string[] args) =>
        Cli.RunAsync(["import", "calendar", .. args, "--url", _host.Address.AbsoluteUri, "--json"]);

    private async Task<string?[]> VersionsAsync() =>
    [
        .. (await _client.GetAsync(Office, _head)).Json().GetProperty("versions").EnumerateArray()
            .Select(v => v.GetProperty("status").GetString()),
    ];

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static string[] Published(params int[] years) =>
    [
        .. years.Select(y => Path.GetFullPath(
            Path.Combine(RepoFiles.Root, "..", "shared", "data", "calendar", $"holiday-{y}.json"))),
    ];
}
