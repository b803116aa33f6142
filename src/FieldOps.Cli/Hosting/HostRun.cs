using FieldOps.Cli.Output;
using FieldOps.Platform.PrivatePostgres;
using Microsoft.AspNetCore.Connections;

namespace FieldOps.Cli.Hosting;

/// <summary>The host in this process, from taking the data folder to giving it back.</summary>
internal sealed class HostRun(HostSettings settings, Screen screen, Func<string, string?> environment)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(cancellationToken);
            return ExitCode.Ok;
        }
        catch (Exception failure) when (Reported(failure))
        {
            throw;
        }
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var choice = DatabaseChoice.Resolve(
            settings.Database, environment(DatabaseChoice.EnvironmentVariable), settings.DataFolder);
        DataFolders.Create(settings.DataFolder);

        // A private cluster takes the folder itself; with a given server the folder still names the one host.
        using var held = choice is DatabaseChoice.Given ? DataFolderLock.Acquire(settings.DataFolder) : null;
        await using var host = await StartAsync(cancellationToken);
        var url = host.Address.AbsoluteUri.TrimEnd('/');
        try
        {
            RecordOf(choice, host, url).Write(settings.DataFolder);
            new StartReport(0, url).Write(settings.Report);
            screen.Line(new($"FieldOps listens at {url}", $"FieldOps 正在监听 {url}"));
            await host.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            HostRecord.Delete(settings.DataFolder);
        }
    }

    private HostRecord RecordOf(DatabaseChoice choice, IRunningEdition host, string url) => new(
        Environment.ProcessId,
        url,
        TimeProvider.System.GetUtcNow(),
        VersionText.Version,
        choice is DatabaseChoice.Private ? $"private: {settings.DataFolder}" : choice.ToString()!,
        host.ConnectionString,
        settings.SimulatedFrom);

    private async Task<IRunningEdition> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Edition.StartAsync(
                new(
                    settings.Engine,
                    settings.Database,
                    settings.DataFolder,
                    settings.Port,
                    settings.SimulatedFrom,
                    Quiet: false),
                cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw Ports.Taken(settings.Port);
        }
    }

    private bool Reported(Exception failure)
    {
        var why = CommandLine.Explain(failure);
        new StartReport((int)why.ExitCode, null, why.Code, why.Text.En, why.Text.Zh).Write(settings.Report);
        return false;
    }
}
