using System.Net;
using System.Text;
using System.Text.Json;
using FieldOps.Cli.Api;
using FieldOps.Cli.Intake;
using FieldOps.Cli.Output;
using FieldOps.Testing;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

public sealed class ImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fieldops-cli-import-").FullName;

    [Fact]
    public async Task Import_OfABrokenCsv_NamesLineColumnAndCode()
    {
        var file = Write("sites.csv", "station_id,lon,lat\nA,121.4,31.2\nB,x,31\nC,200,31\nD,121");

        var run = await Cli.RunAsync("import", "sites", file, "--dry-run", "--lang", "en");

        run.ExitCode.ShouldBe(1);
        run.Error.Split('\n').Select(l => string.Join(' ', l.Split(' ').Take(2))).Where(l => l.Length > 0).ShouldBe(
        [
            $"{file}:3:3 import.value.not-a-number",
            $"{file}:4:3 import.value.out-of-range",
            $"{file}:5:1 import.file.truncated",
        ]);
        run.Out.ShouldContain("1 items can be sent, 3 problems");
    }

    [Fact]
    public async Task Import_OfAGmlWithAMissingNode_NamesTheLine()
    {
        var file = Write("net.gml", """
            graph [
              node [ id 1 label "Shanghai" Longitude 121.47 Latitude 31.23 ]
              node [ id 2 label "Nanjing" Longitude 118.78 Latitude 32.04 ]
              edge [ source 1 target 2 ]
              edge [ source 1 target 9 ]
            ]

            """);

        var run = await Cli.RunAsync("import", "topology", file, "--dry-run", "--json");

        run.ExitCode.ShouldBe(1);
        run.Json[0].GetProperty("line").GetInt32().ShouldBe(5);
        run.Json[0].GetProperty("code").GetString().ShouldBe("import.topology.node-missing");
        run.Json[1].GetProperty("items").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Import_OfThePackagedRegisters_HasNoProblem()
    {
        foreach (var (kind, name) in ((string, string)[])[("contractors", "contractors.csv"), ("lots", "lots.csv")])
        {
            var file = Path.Combine(RepoFiles.Root, "silo-config", "import", name);

            (await Cli.RunAsync("import", kind, file, "--dry-run")).ExitCode.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Import_WithoutAHost_EndsWithThree()
    {
        var file = Write("sites.csv", "station_id,lon,lat\nA,121.4,31.2\n");

        var run = await Cli.RunAsync("import", "sites", file, "--url", "http://127.0.0.1:1");

        run.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Import_WhenTheHostRefusesAnItem_NamesItsLineAndGoesOn()
    {
        var file = Write(
            "c.csv", "code,name_zh,name_en,kind,status\nA,甲,A,contractor,active\nB,乙,B,contractor,active\n");
        var host = new StandIn(request => StandIn.Batch(
            """{"index":0,"outcome":"accepted"}""",
            """{"index":1,"outcome":"refused","code":"contractor.exists","titleEn":"Taken.","titleZh":"已占用。"}"""));

        var (summary, run) = await RunAsync(file, host);

        (summary.Items, summary.Accepted, summary.Refused).ShouldBe((2, 1, 1));
        summary.ExitCode.ShouldBe(ExitCode.Refusals);
        run.ToString().ShouldContain($"{file}:3:1 contractor.exists Taken.");
    }

    // Registered without its status it would get orders at once.
    [Fact]
    public async Task Import_OfWhoIsSuspendedOrBlacklisted_RegistersNeither()
    {
        var file = Write(
            "c.csv",
            "code,name_zh,name_en,kind,status\nA,甲,A,contractor,suspended\nB,乙,B,contractor,blacklisted\n"
            + "C,丙,C,contractor,active\n");
        var host = new StandIn(request => StandIn.AcceptAll(request));

        var (summary, run) = await RunAsync(file, host);

        (summary.Items, summary.Accepted, summary.Problems).ShouldBe((1, 1, 2));
        run.ToString().ShouldContain($"{file}:2:1 import.contractors.status-not-imported");
        run.ToString().ShouldContain($"{file}:3:1 import.contractors.status-not-imported");
    }

    [Fact]
    public async Task Import_StartedAgain_SendsTheSameKeysAndBodies()
    {
        var rows = string.Concat(Enumerable.Range(0, 1_200).Select(i => $"C{i},甲,A,contractor,active\n"));
        var file = Write("c.csv", "code,name_zh,name_en,kind,status\n" + rows);
        var host = new StandIn(request => StandIn.AcceptAll(request));

        await RunAsync(file, host);
        var first = host.Seen.ToArray();
        host.Seen.Clear();
        await RunAsync(file, host);

        first.Length.ShouldBe(3);
        first.Select(s => s.Key).Distinct().Count().ShouldBe(3);
        host.Seen.ShouldBe(first);
    }

    [Fact]
    public async Task Import_OfALogSortedByDevice_SpreadsDevicesAndKeepsTheOrderOfEach()
    {
        var rows = string.Concat(((int[])[0, 1]).SelectMany(device =>
            Enumerable.Range(0, 400).Select(i => $"7,{device},{i * 10},{(i * 10) + 5}\n")));
        var file = Write("alarms.csv", "alarm_id,device_id,start_timestamp,end_timestamp\n" + rows);
        var host = new StandIn(StandIn.AcceptAll);
        var mapping = Path.Combine(RepoFiles.Root, "silo-config", "import", "alarm-mapping.json");

        var (summary, _) = await RunAsync(file, host, IntakeKinds.Alarms, mapping);

        summary.Accepted.ShouldBe(1_600);
        var items = host.Seen
            .SelectMany(s => JsonDocument.Parse(s.Body).RootElement.GetProperty("items").EnumerateArray())
            .Select(i => (Asset: i.GetProperty("assetCode").GetString(), At: TimeOf(i))).ToArray();
        items.Take(2).Select(i => i.Asset).Distinct().Count().ShouldBe(2);
        foreach (var asset in items.GroupBy(i => i.Asset))
        {
            asset.Select(i => i.At).ShouldBeInOrder();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DateTimeOffset TimeOf(JsonElement item) => item.GetProperty(
        item.GetProperty("state").GetString() == "raised" ? "alarmRaisedTime" : "alarmClearedTime").GetDateTimeOffset();

    private static async Task<(IntakeSummary Summary, StringWriter Error)> RunAsync(
        string file, StandIn host, IntakeKind? kind = null, string mapping = "")
    {
        var error = new StringWriter();
        var screen = new Screen(
            ["--lang", "en"], new Surroundings(TextWriter.Null, error, _ => null, IsTerminal: false));
        using var client = new FieldOpsClient(new Uri("http://host"), handler: host);
        var files = new IntakeFiles(file, null, mapping, "", _ => { });
        var run = new IntakeRun(kind ?? IntakeKinds.Contractors, files, client, new Caller(), screen);
        return (await run.RunAsync(new PlainProgress("", TextWriter.Null), CancellationToken.None), error);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}

/// <summary>The far end of a client: answers as it is told, and remembers what it was sent.</summary>
internal sealed class StandIn(Func<string, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(string Key, string Body)> Seen { get; } = [];

    public static HttpResponseMessage Batch(params string[] items) => Json(
        $$"""{"accepted":0,"refused":0,"unknown":0,"items":[{{string.Join(',', items)}}]}""");

    public static HttpResponseMessage AcceptAll(string body)
    {
        var count = JsonDocument.Parse(body).RootElement.GetProperty("items").GetArrayLength();
        return Batch([.. Enumerable.Range(0, count).Select(i => $$"""{"index":{{i}},"outcome":"accepted"}""")]);
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        Seen.Add((request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : string.Empty, body));
        return answer(body);
    }
}
