using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using FieldOps.Testing;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>What <c>./fieldops</c> says before it builds anything.</summary>
public sealed class LauncherTests
{
    [Theory]
    [InlineData("--version")]
    [InlineData("version")]
    public async Task Version_IsThatOfTheSourcesInOneLine(string word)
    {
        var version = XDocument.Load(Path.Combine(RepoFiles.Root, "Directory.Build.props"))
            .Descendants("Version").Single().Value;

        (await RunAsync(word)).ShouldBe((0, $"fieldops {version}\n"));
    }

    [Fact]
    public async Task Help_NamesEveryExitCode()
    {
        var (code, said) = await RunAsync("help");

        code.ShouldBe(0);
        foreach (var exit in Enum.GetValues<ExitCode>())
        {
            said.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"\n  {(int)exit}  "));
        }
    }

    [Fact]
    public async Task Word_Unknown_IsAMisuse() =>
        (await RunAsync("dance")).Code.ShouldBe((int)ExitCode.Usage);

    private static async Task<(int Code, string Said)> RunAsync(string word)
    {
        var script = Path.Combine(RepoFiles.Root, "fieldops");
        using var launcher = Process.Start(new ProcessStartInfo("bash", [script, word])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = launcher.StandardError.ReadToEndAsync();
        var said = await launcher.StandardOutput.ReadToEndAsync();
        await errors;
        await launcher.WaitForExitAsync();
        return (launcher.ExitCode, said);
    }
}
