using System.Diagnostics;

namespace FieldOps.Host.Tests.Whole;

public sealed class ProcessTests
{
    [Theory]
    [InlineData("host.not-loopback", "--urls", "http://0.0.0.0:0")]
    [InlineData("host.simulated-start-invalid", "--simulated-start", "yesterday")]
    [InlineData("database.address-invalid", "--database", "nonsense")]
    public async Task Host_AskedForTheImpossible_SaysSoInOneLineAndEndsWith78(string code, string option, string value)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(FieldOpsHost).Assembly.Location, option, value },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(78);
        error.ShouldContain(code);
        error.Trim().Split('\n').Length.ShouldBe(1);
    }
}
