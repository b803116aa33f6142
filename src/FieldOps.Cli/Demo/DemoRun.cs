using System.Diagnostics;
using System.Text.Json;
using FieldOps.Cli.Api;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using FieldOps.Domain.Faults;
using FieldOps.Import;
using FieldOps.Platform.Config;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.Platform.Serialization;
using Microsoft.Extensions.Configuration;

namespace FieldOps.Cli.Demo;

/// <summary>From a world to the report: load, start a host on a simulated clock, set up, run, report, stay.</summary>
internal sealed class DemoRun(DemoSettings settings, Screen screen, Surroundings surroundings)
{
    private static readonly JsonSerializerOptions s_file = new(PlatformJson.Options) { WriteIndented = true };

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<(Text What, TimeSpan Spent)> _times = [];

    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        if (!Ports.IsFree(settings.Port))
        {
            throw Ports.Taken(settings.Port);
        }

        var loaded = await TimedAsync(new("load", "读取"), () => new DemoWorld(settings).LoadAsync(cancellationToken));
        await using var folder = new DemoFolder(settings.DataFolder);
        await using var host = await TimedAsync(
            new("start", "启动"), () => StartAsync(folder, loaded.World.From, cancellationToken));
        using var client = new FieldOpsClient(host.Address);
        var api = new DemoApi(client);
        var report = await ReportAsync(loaded, host, api, cancellationToken);
        Tell(report);
        if (!settings.Exit)
        {
            await StayAsync(host, cancellationToken);
        }

        return report.Differences.Count == 0 ? ExitCode.Ok : ExitCode.Refusals;
    }

    private async Task<DemoReport> ReportAsync(
        LoadedWorld loaded, IRunningEdition host, DemoApi api, CancellationToken cancellationToken)
    {
        var index = new WorldIndex(loaded.World);
        await RequireEmptyAsync(api, cancellationToken);
        await TimedAsync(new("set up", "建档"), async () =>
        {
            await new WorldSetup(api, index).RunAsync(cancellationToken);
            return 0;
        });
        var until = settings.Days is { } days && loaded.World.From.AddDays(days) is var end && end < loaded.World.To
            ? end
            : loaded.World.To;
        var story = new Story(api, index, until);
        var field = new FieldWork(
            api, new CoursePlanner(loaded.Seed, index, loaded.Profiles), new PlanWriter(index), story);
        var closer = new MonthCloser(api, index, until);
        var policy = AlarmPolicyOf(loaded.World.From);
        var driver = new DemoDriver(api, index, field, closer, policy, until);
        await TimedAsync(new("run", "运行"), async () =>
        {
            await DriveAsync(driver, cancellationToken);
            return 0;
        });
        return await TimedAsync(
            new("report", "出报告"),
            () => new ReportBuilder(loaded, index, story, closer, api, host.ConnectionString)
                .BuildAsync(driver.Sent(), cancellationToken));
    }

    // A named database may be somebody's: the story would end up among real orders.
    private static async Task RequireEmptyAsync(DemoApi api, CancellationToken cancellationToken)
    {
        if ((await api.GetAsync("changes?limit=1", cancellationToken)).GetProperty("items").GetArrayLength() > 0)
        {
            throw new CommandStoppedException(
                ExitCode.Environment,
                "demo.log-not-empty",
                new(
                    "The database holds events already; the demonstration begins with an empty log.",
                    "数据库中已有事件；演示须从空日志开始。"));
        }
    }

    private Task DriveAsync(DemoDriver driver, CancellationToken cancellationToken) => screen.IsRich
        ? screen.ProgressAsync(new("simulated time", "模拟时间"), async bar =>
        {
            await driver.RunAsync(new DemoProgress(screen, bar), cancellationToken);
            return 0;
        })
        : driver.RunAsync(new DemoProgress(screen, null), cancellationToken);

    private async Task<IRunningEdition> StartAsync(
        DemoFolder folder, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var database = await folder.OpenAsync(
            surroundings.Environment(DatabaseChoice.EnvironmentVariable), cancellationToken);
        return await Edition.StartAsync(
            new(settings.Engine, database, folder.Name, settings.Port, from, Quiet: true), cancellationToken);
    }

    private static AlarmPolicy AlarmPolicyOf(DateTimeOffset at)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var policies = PolicyFolder.Open(configuration).Load<AlarmPolicy>("alarms");
        return policies.EffectiveAt("default", at) ?? policies.All.First();
    }

    private async Task<T> TimedAsync<T>(Text what, Func<Task<T>> work)
    {
        screen.Line(new($"{what.En} …", $"{what.Zh} …"));
        var began = Stopwatch.GetTimestamp();
        var result = await work();
        _times.Add((what, Stopwatch.GetElapsedTime(began)));
        return result;
    }

    private void Tell(DemoReport report)
    {
        if (settings.Report is { } file)
        {
            File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(report, s_file));
        }

        if (screen.IsJson)
        {
            screen.Json(report);
            return;
        }

        ReportPrinter.Print(screen, report.Sections);
        screen.Raw(string.Empty);
        var times = _times.Append((new Text("in all", "总计"), Stopwatch.GetElapsedTime(_began)));
        screen.Raw("  " + string.Join("   ", times.Select(t =>
            FormattableString.Invariant($"{screen.Of(t.Item1)} {t.Item2.TotalSeconds:0.0} s"))));
        foreach (var difference in report.Differences)
        {
            screen.Problem("demo.figures-differ", difference);
        }
    }

    private async Task StayAsync(IRunningEdition host, CancellationToken cancellationToken)
    {
        var url = host.Address.AbsoluteUri.TrimEnd('/');
        screen.Raw(string.Empty);
        screen.Line(new("The host stays up. Ctrl-C ends it.", "主机保持运行，按 Ctrl-C 结束。"));
        screen.Raw($"  {url}/docs");
        screen.Raw($"  curl '{url}/api/v1/work-orders?limit=5'");
        screen.Raw($"  curl '{url}/api/v1/sla/compliance?groupBy=clock,assetClass'");
        screen.Raw($"  curl '{url}/api/v1/months'");
        try
        {
            await host.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how it is meant to end.
        }
    }
}
