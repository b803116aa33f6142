using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using Npgsql;
using Spectre.Console;

using Text = FieldOps.Cli.Output.Text;

namespace FieldOps.Cli.Commands;

/// <summary><c>status</c>: whether a host runs and how it fares.</summary>
internal static class StatusCommand
{
    private const double BytesPerMb = 1024 * 1024;

    public static Command Create(Screen screen, Surroundings surroundings)
    {
        var dataFolder = PlaceOptions.DataFolder(screen);
        var command = new CommandWithExamples(
            "status",
            screen.Of(
                "Says whether a host runs and how far its consumers are. Exit code 3 when none is ready.",
                "查看主机是否在运行、各消费者的进度。未运行或未就绪时退出码为 3。"),
            "./fieldops status",
            "./fieldops status --json")
        {
            dataFolder, PlaceOptions.Json(screen),
        };
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(
            DataFolders.Resolve(parsed.GetValue(dataFolder), surroundings.Environment), screen, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(string folder, Screen screen, CancellationToken cancellationToken)
    {
        var running = RunningHost.Of(folder);
        if (running?.Record is not { } record)
        {
            return NotRunning(folder, running, screen);
        }

        using var client = new FieldOpsClient(new Uri(record.Url));
        var ready = await client.IsReadyAsync(cancellationToken);
        var log = await LogAsync(record, cancellationToken);
        double? memoryMb = Processes.ResidentBytes(record.Pid) is { } bytes ? Math.Round(bytes / BytesPerMb, 1) : null;
        if (screen.IsJson)
        {
            screen.Json(new
            {
                Running = true,
                Ready = ready,
                record.Pid,
                record.Url,
                record.Version,
                record.StartedAt,
                record.Database,
                DataFolder = folder,
                record.SimulatedFrom,
                MemoryMb = memoryMb,
                Log = log,
            });
        }
        else
        {
            Draw(screen, record, folder, ready, memoryMb, log);
        }

        return ready ? ExitCode.Ok : ExitCode.HostUnreachable;
    }

    private static ExitCode NotRunning(string folder, RunningHost? running, Screen screen)
    {
        var starting = running is not null;
        screen.Line(starting
            ? new($"A host on {folder} is starting or stopping.", $"{folder} 上的主机正在启动或停止。")
            : new($"No host runs on {folder}.", $"{folder} 上没有主机在运行。"));
        if (screen.IsJson)
        {
            screen.Json(new { Running = false, Held = starting, running?.Pid, DataFolder = folder });
        }

        return ExitCode.HostUnreachable;
    }

    // A database that is away is itself a finding, and must not hide the rest.
    private static async Task<LogStatus?> LogAsync(HostRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await LogStatus.ReadAsync(record.ConnectionString, cancellationToken);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }

    private static void Draw(
        Screen screen, HostRecord record, string folder, bool ready, double? memoryMb, LogStatus? log)
    {
        screen.Line(ready
            ? new Text("FieldOps is running and ready.", "FieldOps 正在运行且已就绪。")
            : new Text("FieldOps is running but not ready.", "FieldOps 正在运行但未就绪。"));
        Row(screen, new("address", "地址"), record.Url);
        Row(screen, new("docs", "文档"), $"{record.Url}/docs");
        Row(screen, new("pid", "进程"), Number(record.Pid));
        Row(screen, new("version", "版本"), record.Version);
        Row(screen, new("started", "启动于"), record.StartedAt.ToString("u", CultureInfo.InvariantCulture));
        Row(screen, new("data folder", "数据目录"), folder);
        Row(screen, new("database", "数据库"), record.Database);
        Row(screen, new("memory", "内存"), memoryMb is { } mb ? $"{mb.ToString(CultureInfo.InvariantCulture)} MB" : "?");
        if (log is null)
        {
            screen.Line(new Text("The database does not answer.", "数据库无应答。"));
            return;
        }

        Row(screen, new("log position", "日志位置"), Number(log.Position));
        Row(screen, new("stuck items", "滞留项"), Number(log.StuckOpen));
        Row(
            screen,
            new("next deadline", "下一期限"),
            log.NextDeadline?.ToString("u", CultureInfo.InvariantCulture) ?? "-");
        DrawConsumers(screen, log.Consumers);
    }

    private static void DrawConsumers(Screen screen, IReadOnlyList<ConsumerStatus> consumers)
    {
        if (!screen.IsRich)
        {
            foreach (var consumer in consumers)
            {
                screen.Raw($"  {consumer.Name,-28} {Number(consumer.Position),12} {Number(consumer.Lag),10}");
            }

            return;
        }

        var table = new Table().Border(TableBorder.Simple)
            .AddColumn(screen.Of("consumer", "消费者"))
            .AddColumn(new TableColumn(screen.Of("position", "位置")).RightAligned())
            .AddColumn(new TableColumn(screen.Of("lag", "落后")).RightAligned());
        foreach (var consumer in consumers)
        {
            table.AddRow(Markup.Escape(consumer.Name), Number(consumer.Position), Number(consumer.Lag));
        }

        screen.Ansi.Write(table);
    }

    private static void Row(Screen screen, Text label, string value) =>
        screen.Raw($"  {screen.Of(label),-14} {value}");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
