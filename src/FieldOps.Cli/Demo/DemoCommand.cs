using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Commands;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary><c>demo</c>: the main job on sample or real data.</summary>
internal static class DemoCommand
{
    public static Command Create(Screen screen, Surroundings surroundings)
    {
        var options = new DemoOptions(screen);
        var command = new CommandWithExamples(
            "demo",
            screen.Of(
                "Runs the main job on the packaged sample, or on real data with --data FOLDER, and reports.",
                "用自带样例（或 --data 目录中的真实数据）跑完整流程并出报告。"),
            "./fieldops demo",
            "./fieldops demo --data ../shared/data --exit",
            "./fieldops demo --silos 3 --data ../shared/data",
            "./fieldops demo --exit --report demo.json");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = options.Read(parsed, surroundings.Environment);
            return (int)await new DemoRun(settings, screen, surroundings).RunAsync(cancellationToken);
        });
        return command;
    }

    private sealed class DemoOptions
    {
        private const int DaysMax = 3_660;

        private readonly Option<string?> _data;
        private readonly Option<string?> _folder;
        private readonly Option<int> _port;
        private readonly Option<ulong?> _seed;
        private readonly Option<int?> _days;
        private readonly Option<string?> _report;
        private readonly Option<bool> _exit;
        private readonly Option<bool> _json;
        private readonly EngineOptions _engine;

        public DemoOptions(Screen screen)
        {
            _data = Make<string?>(
                "--data", "FOLDER",
                screen.Of("folder with topology/, sites/ and alarms/", "含 topology/、sites/、alarms/ 的目录"));
            _folder = Make<string?>(
                "--data-folder", "FOLDER",
                screen.Of("empty folder for the host's data; a temporary one when absent", "主机数据目录（须为空）；缺省为临时目录"));
            _port = Make<int>(
                "--port", "NUMBER",
                screen.Of("port on 127.0.0.1; any that is free when absent", "127.0.0.1 端口；缺省自动选取"));
            _seed = Make<ulong?>("--seed", "NUMBER", screen.Of("seed of all that is simulated", "模拟部分的随机种子"));
            _days = Make<int?>("--days", "NUMBER", screen.Of("runs so many days only", "只运行前若干天"));
            _report = Make<string?>("--report", "FILE", screen.Of("writes the report as JSON too", "另将报告写为 JSON"));
            _exit = new("--exit") { Description = screen.Of("ends after the report", "出报告后结束") };
            _json = PlaceOptions.Json(screen);
            _engine = new EngineOptions(screen);
            Bound(_port, 0, Ports.Max, screen);
            Bound(_days, 1, DaysMax, screen);
        }

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { _data, _folder, _port, _seed, _days, _report, _exit, _json })
            {
                command.Options.Add(option);
            }

            _engine.AddTo(command);
        }

        public DemoSettings Read(ParseResult parsed, Func<string, string?> environment) => new(
            parsed.GetValue(_data),
            parsed.GetValue(_folder),
            parsed.GetValue(_port),
            parsed.GetValue(_seed),
            parsed.GetValue(_days),
            parsed.GetValue(_report),
            parsed.GetValue(_exit),
            _engine.Read(parsed, environment));

        private static Option<T> Make<T>(string name, string help, string description) =>
            new(name) { HelpName = help, Description = description };

        private static void Bound(Option option, int least, int most, Screen screen) => option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && !(int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)
                    && value >= least && value <= most))
            {
                result.AddError(screen.Of($"{option.Name} is {least} to {most}", $"{option.Name} 应为 {least} 到 {most}"));
            }
        });
    }
}
