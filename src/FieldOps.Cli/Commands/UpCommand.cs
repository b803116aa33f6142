using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Commands;

/// <summary><c>up</c>: starts the host, or says that it runs.</summary>
internal sealed class UpCommand
{
    public const string Name = "up";
    private const string ForegroundOption = "--foreground";

    private readonly Screen _screen;
    private readonly Surroundings _surroundings;
    private readonly Option<string?> _dataFolder;
    private readonly Option<string?> _database;
    private readonly Option<int> _port;
    private readonly Option<bool> _foreground;
    private readonly Option<DateTimeOffset?> _clock;
    private readonly EngineOptions _engine;
    private readonly Option<string?> _report = new("--start-report") { Hidden = true };

    private UpCommand(Screen screen, Surroundings surroundings)
    {
        (_screen, _surroundings) = (screen, surroundings);
        _engine = new EngineOptions(screen);
        _dataFolder = PlaceOptions.DataFolder(screen);
        _database = PlaceOptions.Database(screen);
        _port = new("--port")
        {
            Description = screen.Of(
                "port on 127.0.0.1; 0 takes any that is free; 8080 when absent",
                "127.0.0.1 上的端口；0 表示任一空闲端口；缺省为 8080"),
            HelpName = "NUMBER",
            DefaultValueFactory = _ => Ports.Default,
        };
        _port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var port)
                    || port is < 0 or > Ports.Max))
            {
                result.AddError(screen.Of("--port is 0 to 65535", "--port 应为 0 到 65535"));
            }
        });
        _foreground = new(ForegroundOption)
        {
            Description = screen.Of("stays in this terminal until Ctrl-C", "在当前终端前台运行，直到 Ctrl-C"),
        };
        _clock = new("--simulated-clock")
        {
            Description = screen.Of(
                "a clock that stands at this instant until a driver moves it",
                "使用模拟时钟，从该时刻开始，由驱动程序推进"),
            HelpName = "INSTANT",
            CustomParser = result => PlaceOptions.Instant(result, screen),
        };
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new UpCommand(screen, surroundings).Make();

    /// <summary>Whether these words run the host in this very process.</summary>
    public static bool IsForeground(IReadOnlyList<string> args) =>
        args.Contains(Name, StringComparer.Ordinal) && args.Contains(ForegroundOption, StringComparer.Ordinal);

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            Name,
            _screen.Of(
                "Starts the host and its database, waits until it is ready, and leaves it running.",
                "启动主机及其数据库，就绪后转入后台运行。"),
            "./fieldops up",
            "./fieldops up --port 0 --data-folder /srv/fieldops",
            "./fieldops up --silos 3",
            "FIELDOPS_DATABASE=postgresql://fieldops@db/fieldops ./fieldops up",
            "./fieldops up --foreground --simulated-clock 2024-01-01T00:00:00+08:00")
        {
            _dataFolder, _database, _port, _foreground, _clock, PlaceOptions.Json(_screen), _report,
        };
        _engine.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(
            new HostSettings(
                DataFolders.Resolve(parsed.GetValue(_dataFolder), _surroundings.Environment),
                parsed.GetValue(_database),
                parsed.GetValue(_port),
                parsed.GetValue(_clock),
                _engine.Read(parsed, _surroundings.Environment),
                parsed.GetValue(_report)),
            parsed.GetValue(_foreground),
            cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(HostSettings settings, bool foreground, CancellationToken cancellationToken)
    {
        if (settings.Report is null && RunningHost.Of(settings.DataFolder) is { } running)
        {
            return Already(running, settings.DataFolder);
        }

        if (foreground)
        {
            return await new HostRun(settings, _screen, _surroundings.Environment).RunAsync(cancellationToken);
        }

        if (!Ports.IsFree(settings.Port))
        {
            throw Ports.Taken(settings.Port);
        }

        var (url, pid) = await new HostLaunch(settings).RunAsync(cancellationToken);
        Tell(url.AbsoluteUri.TrimEnd('/'), pid, settings.DataFolder, already: false);
        return ExitCode.Ok;
    }

    private ExitCode Already(RunningHost running, string folder)
    {
        if (running.Record is { } record)
        {
            Tell(record.Url, record.Pid, folder, already: true);
            return ExitCode.Ok;
        }

        var pid = running.Pid?.ToString(CultureInfo.InvariantCulture) ?? "?";
        throw new CommandStoppedException(
            ExitCode.Environment,
            "data-folder.in-use",
            new(
                $"Process {pid} holds {folder}: a host that is starting or stopping, or a tool at work.",
                $"进程 {pid} 正占用 {folder}：可能是正在启动或停止的主机，或正在运行的工具。"));
    }

    private void Tell(string url, int pid, string folder, bool already)
    {
        if (_screen.IsJson)
        {
            var docs = $"{url}/docs";
            _screen.Json(new { Url = url, Docs = docs, Pid = pid, DataFolder = folder, AlreadyRunning = already });
            return;
        }

        _screen.Line(already
            ? new Text("FieldOps is running already.", "FieldOps 已在运行。")
            : new Text("FieldOps is up.", "FieldOps 已启动。"));
        _screen.Raw($"  API   {url}/api/v1");
        _screen.Raw($"  {_screen.Of("docs ", "文档 ")} {url}/docs");
        _screen.Raw($"  pid   {pid.ToString(CultureInfo.InvariantCulture)}");
        _screen.Raw($"  {_screen.Of("data ", "数据 ")} {folder}");
    }
}
