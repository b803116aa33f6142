using System.Text.Json;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests.Demo;

/// <summary>The whole demonstration on the first days of the sample: host, API, report.</summary>
public sealed class DemoTests
{
    private const string Days = "6";

    [Fact]
    public async Task Demo_RunTwiceWithOneSeed_GivesTheSameReportFigureForFigure()
    {
        var first = await ReportAsync("20240502");
        var again = await ReportAsync("20240502");

        again.ShouldBe(first);
    }

    [Fact]
    public async Task Demo_OfTheSample_TiesOutAndSettlesEveryContractor()
    {
        var run = await Cli.RunAsync("demo", "--days", Days, "--exit", "--json", "--seed", "7");

        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        var report = run.Json.Single();
        report.GetProperty("differences").GetArrayLength().ShouldBe(0);
        Rows(report, "tie-out").ShouldAllBe(row => row[5] == "=");
        Rows(report, "months").ShouldAllBe(row => row[8] == "settled");
        Rows(report, "months").Where(row => row[2] == "0").ShouldAllBe(row => row[5].Contains("no score"));
        Rows(report, "funnel").Single(row => row[0].Contains("work orders"))[1].ShouldNotBe("0");
    }

    [Fact]
    public async Task Demo_IntoAFolderWithFiles_SaysSoAndTouchesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("fieldops-demo-test-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mine.txt"), "mine");

        var run = await Cli.RunAsync("demo", "--exit", "--data-folder", folder.FullName);

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("demo.folder-not-empty");
        folder.EnumerateFileSystemInfos().Select(f => f.Name).ShouldBe(["mine.txt"]);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Demo_OfAFolderWithoutData_NamesWhatIsMissing()
    {
        var folder = Directory.CreateTempSubdirectory("fieldops-demo-test-");

        var run = await Cli.RunAsync("demo", "--exit", "--data", folder.FullName);

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("demo.world-not-readable");
        folder.Delete();
    }

    private static async Task<string> ReportAsync(string seed)
    {
        var run = await Cli.RunAsync("demo", "--days", Days, "--exit", "--json", "--seed", seed);
        run.ExitCode.ShouldBe(0, run.Error);
        return run.Out;
    }

    private static List<string[]> Rows(JsonElement report, string section) =>
    [
        .. report.GetProperty("sections").EnumerateArray()
            .Single(s => s.GetProperty("id").GetString() == section)
            .GetProperty("table").GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray()),
    ];
}
