using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Commands;

/// <summary><c>down</c>: asks the host to end, and waits until its database is stopped and its folder free.</summary>
internal static class DownCommand
{
    // Longer than the host's drain and PostgreSQL's clean stop together.
    private static readonly TimeSpan s_endWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(50);

    public static Command Create(Screen screen, Surroundings surroundings)
    {
        var dataFolder = PlaceOptions.DataFolder(screen);
        var command = new CommandWithExamples(
            "down",
            screen.Of(
                "Stops the running host: open calls end, its database is stopped cleanly. None running is fine.",
                "停止正在运行的主机：处理完未结请求后干净地停止数据库。未在运行也视为成功。"),
            "./fieldops down",
            "./fieldops down --data-folder /srv/fieldops")
        {
            dataFolder, PlaceOptions.Json(screen),
        };
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(
            DataFolders.Resolve(parsed.GetValue(dataFolder), surroundings.Environment), screen, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(string folder, Screen screen, CancellationToken cancellationToken)
    {
        if (RunningHost.Of(folder) is not { Pid: { } pid })
        {
            Tell(screen, folder, null, new($"No host runs on {folder}.", $"{folder} 上没有主机在运行。"));
            return ExitCode.Ok;
        }

        var began = Stopwatch.GetTimestamp();
        if (!await Processes.AskToEndAsync(pid, cancellationToken) && DataFolderLock.IsHeld(folder))
        {
            throw new CommandStoppedException(
                ExitCode.Environment,
                "host.not-ours",
                new(
                    $"Process {Number(pid)} cannot be asked to end: it belongs to another user.",
                    $"无法通知进程 {Number(pid)} 退出：它属于其他用户。"));
        }

        using var timer = new PeriodicTimer(s_lookEvery);
        while (DataFolderLock.IsHeld(folder))
        {
            if (Stopwatch.GetElapsedTime(began) > s_endWithin)
            {
                throw Late(pid);
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Tell(screen, folder, pid, new($"FieldOps is down after {seconds} s.", $"FieldOps 已停止，用时 {seconds} 秒。"));
        return ExitCode.Ok;
    }

    private static void Tell(Screen screen, string folder, int? pid, Text text)
    {
        screen.Line(text);
        if (screen.IsJson)
        {
            screen.Json(new { Stopped = pid is not null, Pid = pid, DataFolder = folder });
        }
    }

    private static CommandStoppedException Late(int pid) => new(
        ExitCode.Environment,
        "host.stop-late",
        new(
            $"Process {Number(pid)} has not ended after {s_endWithin.TotalSeconds} s. What it acknowledged is safe;"
                + $" end it with kill -9 {Number(pid)}.",
            $"进程 {Number(pid)} 在 {s_endWithin.TotalSeconds} 秒后仍未退出。已确认的数据是安全的，可用 kill -9"
                + $" {Number(pid)} 结束它。"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
