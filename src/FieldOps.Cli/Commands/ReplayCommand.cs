using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Cli.Commands;

/// <summary><c>replay</c>: shows the log, or proves that what is derived from it follows from it.</summary>
internal sealed class ReplayCommand
{
    private const string CountByName = """
        select name, count(*) from log.event where position between $1 and $2 group by name order by name
        """;

    private readonly Screen _screen;
    private readonly Surroundings _surroundings;
    private readonly Option<string?> _entity;
    private readonly Option<bool> _verify;
    private readonly Option<long> _from;
    private readonly Option<long> _to;
    private readonly Option<string> _tenant;
    private readonly Option<string?> _dataFolder;
    private readonly Option<string?> _database;

    private ReplayCommand(Screen screen, Surroundings surroundings)
    {
        (_screen, _surroundings) = (screen, surroundings);
        _entity = new("--entity")
        {
            Description = screen.Of(
                "events of one entity: base-station/SH001, contractor/C1, work-order/UUID",
                "某一实体的事件：base-station/SH001、contractor/C1、work-order/UUID"),
            HelpName = "TYPE/ID",
        };
        _verify = new("--verify")
        {
            Description = screen.Of(
                "folds every entity from zero, compares heads and snapshots; exit code 1 on a difference",
                "从零推演每个实体，与登记版本和快照比对；有差异时退出码为 1"),
        };
        _from = new("--from")
        {
            Description = screen.Of("first log position", "起始日志位置"),
            HelpName = "POSITION",
            DefaultValueFactory = _ => 1,
        };
        _to = new("--to")
        {
            Description = screen.Of("last log position", "末尾日志位置"),
            HelpName = "POSITION",
            DefaultValueFactory = _ => long.MaxValue,
        };
        _tenant = PlaceOptions.Tenant(screen);
        _dataFolder = PlaceOptions.DataFolder(screen);
        _database = PlaceOptions.Database(screen);
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new ReplayCommand(screen, surroundings).Make();

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            "replay",
            _screen.Of(
                "Shows the event log, or verifies that heads and snapshots follow from it.",
                "显示事件日志，或校验登记版本与快照确由日志推演而来。"),
            "./fieldops replay --entity base-station/SH001",
            "./fieldops replay --from 1 --to 100 --json",
            "./fieldops replay --verify")
        {
            _entity, _verify, _from, _to, _tenant, _dataFolder, _database, PlaceOptions.Json(_screen),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_entity) is { } entity && EntityName.Parse(entity, "default") is null)
            {
                result.AddError(_screen.Of(
                    $"'{entity}' is not TYPE/ID with a UUID, or TYPE/CODE of an asset, contractor or lot",
                    $"“{entity}”不是 类型/UUID，也不是资产、代维单位或标包的 类型/编码"));
            }
        });
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = DataFolders.Resolve(parsed.GetValue(_dataFolder), _surroundings.Environment);
        await using var log = await LogAccess.OpenAsync(
            parsed.GetValue(_database), folder, _surroundings.Environment, cancellationToken);
        var (from, to) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (parsed.GetValue(_verify))
        {
            return await VerifyAsync(log, from, to, cancellationToken);
        }

        var entity = parsed.GetValue(_entity) is { } name ? EntityName.Parse(name, parsed.GetValue(_tenant)!) : null;
        return await ShowAsync(log, entity, from, to, cancellationToken);
    }

    private async Task<ExitCode> ShowAsync(
        LogAccess log, EntityKey? entity, long from, long to, CancellationToken cancellationToken)
    {
        var lines = new LogLines(log.Get<NpgsqlDataSource>());
        var after = from - 1;
        var count = 0L;
        while (await lines.ReadAsync(entity, after, to, cancellationToken) is { Count: > 0 } page)
        {
            page.ForEach(Show);
            after = page[^1].Position;
            count += page.Count;
        }

        if (count == 0 && entity is { } key)
        {
            _screen.Problem("replay.unknown", new($"The log has no event of {key}.", $"日志中没有 {key} 的事件。"));
            return ExitCode.Refusals;
        }

        return ExitCode.Ok;
    }

    private void Show(LogLine line)
    {
        if (_screen.IsJson)
        {
            _screen.Json(line);
            return;
        }

        var at = line.RecordedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        _screen.Raw(string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Position} {at}Z {line.Tenant}/{line.Type}/{line.Id} v{line.Version} {line.Name} {line.Actor}"));
        _screen.Raw($"    {line.Body.ToJsonString()}");
    }

    private async Task<ExitCode> VerifyAsync(LogAccess log, long from, long to, CancellationToken cancellationToken)
    {
        var database = log.Get<NpgsqlDataSource>();
        var counts = await CountsAsync(database, from, to, cancellationToken);
        var check = new ReplayCheck(database, log.Get<EntityCatalog>(), log.Get<EventCodec>());
        var report = await _screen.ProgressAsync(
            new("replay", "重放"), progress => check.RunAsync(from, to, progress, cancellationToken));
        if (_screen.IsJson)
        {
            _screen.Json(new { Names = counts.ToDictionary(c => c.Name, c => c.Count), Report = report });
        }
        else
        {
            Tell(report, counts);
        }

        foreach (var difference in report.Differences)
        {
            var key = difference.Entity?.Key;
            _screen.Problem(
                difference.Code,
                new($"{key} {difference.English}", $"{key} {difference.Chinese}"));
        }

        return report.DifferenceCount == 0 ? ExitCode.Ok : ExitCode.Refusals;
    }

    private void Tell(ReplayReport report, List<(string Name, long Count)> counts)
    {
        foreach (var (name, count) in counts)
        {
            _screen.Raw($"  {Number(count),12}  {name}");
        }

        _screen.Line(new(
            $"{Number(report.Entities)} entities folded from {Number(report.Events)} events,"
                + $" {Number(report.Snapshots)} snapshots compared, {Number(report.DifferenceCount)} differences",
            $"由 {Number(report.Events)} 个事件推演 {Number(report.Entities)} 个实体，比对快照"
                + $" {Number(report.Snapshots)} 个，差异 {Number(report.DifferenceCount)} 处"));
    }

    private static async Task<List<(string Name, long Count)>> CountsAsync(
        NpgsqlDataSource database, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(CountByName);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        var counts = new List<(string Name, long Count)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            counts.Add((rows.GetString(0), rows.GetInt64(1)));
        }

        return counts;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
