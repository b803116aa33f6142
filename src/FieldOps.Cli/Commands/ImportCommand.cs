using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Cli.Intake;
using FieldOps.Cli.Output;
using FieldOps.Import;

namespace FieldOps.Cli.Commands;

/// <summary><c>import</c>: files through the public API of the running host.</summary>
internal sealed class ImportCommand
{
    private readonly Screen _screen;
    private readonly Surroundings _surroundings;
    private readonly Argument<string> _file;
    private readonly Option<string?> _corrections;
    private readonly Option<string?> _mapping;
    private readonly Option<string?> _districts;
    private readonly HostAddress _host;
    private readonly Option<bool> _dryRun;
    private readonly Option<string> _tenant;

    private ImportCommand(Screen screen, Surroundings surroundings)
    {
        (_screen, _surroundings) = (screen, surroundings);
        _file = new("FILE") { Description = screen.Of("the file", "文件") };
        _corrections = Named("--corrections", "places to correct: place,lon,lat,reason", "地点更正表：place,lon,lat,reason");
        _mapping = Named(
            "--mapping",
            $"our labelled mapping; silo-config/import/{WorldFiles.AlarmMapping} when absent",
            $"映射文件；缺省为 silo-config/import/{WorldFiles.AlarmMapping}");
        _districts = Named(
            "--districts",
            $"districts for sites that name none; silo-config/import/{WorldFiles.Districts} when absent",
            $"未注明区县的站址所用区县表；缺省为 silo-config/import/{WorldFiles.Districts}");
        _host = new(screen, surroundings);
        _dryRun = new("--dry-run")
        {
            Description = screen.Of("reads and checks the file, sends nothing", "只读取并校验文件，不发送"),
        };
        _tenant = PlaceOptions.Tenant(screen);
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new ImportCommand(screen, surroundings).Make();

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            "import",
            _screen.Of(
                "Checks a file line by line and sends it to the running host. Starting it again repeats nothing.",
                "逐行校验文件并发送给正在运行的主机；重复执行不会产生重复数据。"),
            "./fieldops import contractors silo-config/import/contractors.csv",
            "./fieldops import topology chinanet.json --corrections silo-config/import/chinanet-corrections.csv",
            "./fieldops import alarms alarms.tar.gz --dry-run --json");
        command.Subcommands.Add(Of(
            IntakeKinds.Topology,
            "network as node-link JSON or GML",
            "网络：node-link JSON 或 GML",
            _corrections,
            _mapping));
        command.Subcommands.Add(Of(
            IntakeKinds.Sites,
            "stations as CSV, OpenCelliD's layout too",
            "基站：CSV，含 OpenCelliD 格式",
            _mapping,
            _districts));
        command.Subcommands.Add(Of(
            IntakeKinds.Alarms, "alarm log as CSV or .tar.gz", "告警日志：CSV 或 .tar.gz", _mapping));
        command.Subcommands.Add(Of(IntakeKinds.Contractors, "contractors as CSV", "代维单位：CSV"));
        command.Subcommands.Add(Of(IntakeKinds.Lots, "contract lots as CSV", "标包：CSV"));
        command.Subcommands.Add(CalendarImportCommand.Create(_screen, _surroundings));
        return command;
    }

    private CommandWithExamples Of(IntakeKind kind, string en, string zh, params Option[] further)
    {
        var command = new CommandWithExamples(
            kind.Name,
            _screen.Of(en, zh),
            $"./fieldops import {kind.Name} FILE",
            $"./fieldops import {kind.Name} FILE --dry-run")
        {
            _file,
        };
        Option[] options =
            [.. further, _host.Url, _dryRun, _tenant, _host.DataFolder, PlaceOptions.Json(_screen)];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(kind, parsed, cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(IntakeKind kind, ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = FilesOf(parsed);
        using var client = parsed.GetValue(_dryRun) ? null : await _host.ClientAsync(parsed, cancellationToken);
        var caller = new Caller(parsed.GetValue(_tenant)!, "import", kind.Role);
        var run = new IntakeRun(kind, files, client, caller, _screen);
        var label = Path.GetFileName(files.File);
        try
        {
            var summary = await _screen.ProgressAsync(
                new(label, label), progress => run.RunAsync(progress, cancellationToken));
            Tell(summary);
            return summary.ExitCode;
        }
        catch (ApiRefusedException refused)
        {
            _screen.Problem(refused.Refusal.Code, new(
                $"The host refuses the batch: {refused.Refusal.TitleEn} {refused.Refusal.Detail}",
                $"主机拒绝该批数据：{refused.Refusal.TitleZh} {refused.Refusal.Detail}"));
            return ExitCode.Refusals;
        }
    }

    private IntakeFiles FilesOf(ParseResult parsed)
    {
        var config = IntakeFiles.ConfigFolder();
        var files = new IntakeFiles(
            parsed.GetValue(_file)!,
            parsed.GetValue(_corrections),
            parsed.GetValue(_mapping) ?? Path.Combine(config, WorldFiles.AlarmMapping),
            parsed.GetValue(_districts) ?? Path.Combine(config, WorldFiles.Districts),
            _screen.Line);
        foreach (var file in (string?[])[files.File, files.Corrections])
        {
            if (file is not null && !File.Exists(file))
            {
                throw new CommandStoppedException(
                    ExitCode.Usage, "import.file.missing", new($"There is no file {file}.", $"文件 {file} 不存在。"));
            }
        }

        return files;
    }

    private void Tell(IntakeSummary summary)
    {
        if (_screen.IsJson)
        {
            _screen.Json(summary);
            return;
        }

        var (items, accepted) = (Number(summary.Items), Number(summary.Accepted));
        var (refused, problems) = (Number(summary.Refused), Number(summary.Problems));
        _screen.Line(summary.DryRun
            ? new Text(
                $"{summary.File}: {items} items can be sent, {problems} problems. Nothing was sent.",
                $"{summary.File}：可发送 {items} 项，问题 {problems} 处。未发送任何内容。")
            : new Text(
                $"{summary.File}: {accepted} of {items} items accepted, {refused} refused, {problems} problems in it.",
                $"{summary.File}：共 {items} 项，接受 {accepted} 项，拒绝 {refused} 项，文件问题 {problems} 处。"));
    }

    private Option<string?> Named(string name, string en, string zh) =>
        new(name) { Description = _screen.Of(en, zh), HelpName = "FILE" };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
