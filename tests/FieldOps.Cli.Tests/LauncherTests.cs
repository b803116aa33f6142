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

    [Theory]
    [InlineData("error NU1101: Unable to find package Microsoft.Orleans.Server. No packages exist with this id.", "")]
    [InlineData("error NU1102: Unable to find package Microsoft.Orleans.Sdk with version (>= 10.2.2)", "")]
    [InlineData("error NU1101: Unable to find package Npgsql. No packages exist with this id.", "NU1101")]
    [InlineData("error NU1301: Unable to load the service index for source https://feed.example.com.", "NU1301")]
    [InlineData("error MSB4025: The project file could not be loaded.", "MSB4025")]
    [InlineData("Segmentation fault", "Segmentation fault")]
    public async Task Restore_ThatFailed_IsAFeedWithoutOrleansOnlyWhereTheFeedSaidSo(string error, string trouble)
    {
        var log = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(log, [$"/a/Cluster.csproj : {error}", $"/b/Silo.csproj : {error}"]);

            var (code, said) = await RunAsync("__restore-trouble", log);

            code.ShouldBe(0);
            said.Contains(trouble, StringComparison.Ordinal).ShouldBeTrue(said);
            string.IsNullOrEmpty(said).ShouldBe(trouble.Length == 0);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] words)
    {
        var script = Path.Combine(RepoFiles.Root, "fieldops");
        using var launcher = Process.Start(new ProcessStartInfo("bash", [script, .. words])
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
