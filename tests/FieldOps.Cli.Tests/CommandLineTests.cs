using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "--version")]
    [InlineData(0, "up --help")]
    [InlineData(0, "import alarms --help")]
    [InlineData(2, "bogus")]
    [InlineData(2, "import")]
    [InlineData(2, "import sites")]
    [InlineData(2, "up --port ninety")]
    [InlineData(2, "up --port 70000")]
    [InlineData(2, "up --simulated-clock 2024-01-01T00:00:00")]
    [InlineData(2, "rebuild")]
    [InlineData(2, "rebuild work_orders --all")]
    [InlineData(2, "replay --entity nonsense")]
    [InlineData(2, "audit-month --month 2024-13")]
    [InlineData(2, "status --lang fr")]
    [InlineData(2, "import sites nowhere.csv --dry-run")]
    [InlineData(2, "import sites nowhere.csv --url ftp://host")]
    public async Task Arguments_Given_EndWithTheirExitCode(int expected, string line)
    {
        var run = await Cli.RunAsync(line.Split(' '));

        run.ExitCode.ShouldBe(expected, run.Error);
        (expected == 0 ? run.Out : run.Error).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("status", 3)]
    [InlineData("down", 0)]
    [InlineData("rebuild --all", 3)]
    [InlineData("replay --verify", 3)]
    public async Task Command_WithoutHostAndData_SaysSo(string line, int expected)
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "fieldops-cli-nowhere");

        var run = await Cli.RunAsync([.. line.Split(' '), "--data-folder", nowhere]);

        run.ExitCode.ShouldBe(expected);
        (run.Out + run.Error).ShouldContain(nowhere);
        Directory.Exists(nowhere).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--lang zh", "", "退出码")]
    [InlineData("--lang=en", "zh_CN.UTF-8", "Exit codes")]
    [InlineData("", "zh_CN.UTF-8", "退出码")]
    [InlineData("", "de_DE.UTF-8", "Exit codes")]
    public async Task Help_ByOptionOrEnvironment_SpeaksTheLanguage(string option, string lang, string expected)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LANG"] = lang };

        var run = await Cli.RunAsync(
            environment, [.. option.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        run.Out.ShouldContain(expected);
    }

    [Fact]
    public async Task Help_OfEveryCommand_ShowsExamplesAndExitCodes()
    {
        foreach (var command in (string[])["demo", "up", "down", "status", "import", "replay", "rebuild", "epoch"])
        {
            var run = await Cli.RunAsync(command, "--help", "--lang", "en");

            run.Out.ShouldContain($"./fieldops {command}");
            run.Out.ShouldContain("Examples:");
            run.Out.ShouldContain("3  no host runs");
        }
    }

    [Fact]
    public async Task Replay_OfACodeOfAnAsset_IsNoUsageError()
    {
        var run = await Cli.RunAsync(
            "replay", "--entity", "base-station/SH001", "--data-folder", "/nonexistent-fieldops");

        run.ExitCode.ShouldBe(3);
    }
}
