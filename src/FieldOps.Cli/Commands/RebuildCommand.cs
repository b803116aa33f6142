using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Cli.Commands;

/// <summary><c>rebuild</c>: makes read models or all deadline rows anew from the log.</summary>
internal sealed class RebuildCommand
{
    /// <summary>The one name that is no read model.</summary>
    public const string Deadlines = "deadlines";

    // Two rebuilds of one read model would write the same shadow schema. The server frees the lock with the session.
    private const string TryHold = "select pg_try_advisory_lock(20012, hashtext($1))";

    private readonly Screen _screen;
    private readonly Surroundings _surroundings;
    private readonly Argument<string?> _name;
    private readonly Option<bool> _all;
    private readonly Option<string?> _dataFolder;
    private readonly Option<string?> _database;

    private RebuildCommand(Screen screen, Surroundings surroundings)
    {
        (_screen, _surroundings) = (screen, surroundings);
        _name = new("NAME")
        {
            Description = screen.Of(
                "a read model, or 'deadlines'; an unknown name lists them",
                "读模型名称，或 deadlines；名称不存在时列出全部"),
            Arity = ArgumentArity.ZeroOrOne,
        };
        _all = new("--all") { Description = screen.Of("all of them, deadlines as well", "全部重建，包括期限") };
        _dataFolder = PlaceOptions.DataFolder(screen);
        _database = PlaceOptions.Database(screen);
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new RebuildCommand(screen, surroundings).Make();

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            "rebuild",
            _screen.Of(
                "Rebuilds a read model from the event log beside the live one; readers see the old rows until the"
                    + " new are complete.",
                "由事件日志在旁重建读模型；重建完成之前，读者看到的仍是旧数据。"),
            "./fieldops rebuild work_orders",
            "./fieldops rebuild deadlines",
            "./fieldops rebuild --all")
        {
            _name, _all, _dataFolder, _database, PlaceOptions.Json(_screen),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_all) == (result.GetValue(_name) is not null))
            {
                result.AddError(_screen.Of("rebuild takes a NAME or --all", "rebuild 需要 NAME 或 --all 之一"));
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
        var projections = log.Services.GetServices<Projection>().OrderBy(p => p.Name, StringComparer.Ordinal).ToArray();
        string[] names = [.. projections.Select(p => p.Name), Deadlines];
        var wanted = parsed.GetValue(_name) is { } name ? [name] : names;
        if (!wanted.All(names.Contains))
        {
            _screen.Problem("rebuild.unknown", new(
                $"There is no read model {wanted[0]}. Known: {string.Join(", ", names)}",
                $"没有名为 {wanted[0]} 的读模型。可用：{string.Join("、", names)}"));
            return ExitCode.Usage;
        }

        await using var held = await HoldAsync(log, wanted, cancellationToken);
        var models = projections.Where(p => wanted.Contains(p.Name)).ToArray();
        if (models.Length > 0)
        {
            await ModelsAsync(log, models, cancellationToken);
        }

        if (wanted.Contains(Deadlines))
        {
            await DeadlinesAsync(log, cancellationToken);
        }

        return ExitCode.Ok;
    }

    // The holds end with the connection.
    private static async Task<NpgsqlConnection> HoldAsync(
        LogAccess log, string[] names, CancellationToken cancellationToken)
    {
        var connection = await log.Get<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        foreach (var name in names)
        {
            await using var hold = new NpgsqlCommand(TryHold, connection);
            hold.Parameters.Add(new() { Value = name });
            if (await hold.ExecuteScalarAsync(cancellationToken) is not true)
            {
                await connection.CloseAsync();
                throw new CommandStoppedException(
                    ExitCode.Environment,
                    "rebuild.under-way",
                    new($"Another rebuild of {name} is under way.", $"{name} 的另一次重建正在进行。"));
            }
        }

        return connection;
    }

    private async Task DeadlinesAsync(LogAccess log, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var rebuild = new DeadlineRebuild(
            log.Get<NpgsqlDataSource>(), log.Get<EntityCatalog>(), log.Get<EventCodec>());
        var done = await _screen.ProgressAsync(
            new(Deadlines, "期限"), progress => rebuild.RunAsync(progress, cancellationToken));
        Tell(done, Seconds(began));
    }

    private async Task ModelsAsync(LogAccess log, Projection[] models, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var names = string.Join(", ", models.Select(m => m.Name));
        var folded = await _screen.ProgressAsync(
            new(names, names),
            progress => log.Get<ProjectionSchemas>().RebuildAsync(models, progress, cancellationToken));
        foreach (var (name, events) in folded.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Tell(name, events, Seconds(began));
        }
    }

    private void Tell(string name, long events, double seconds)
    {
        var perSecond = (long)(events / Math.Max(0.001, seconds));
        if (_screen.IsJson)
        {
            _screen.Json(new { Rebuilt = name, Events = events, Seconds = seconds, EventsPerSecond = perSecond });
            return;
        }

        _screen.Line(new(
            $"{name}: {Number(events)} events in {Text(seconds)} s ({Number(perSecond)} a second)",
            $"{name}：{Number(events)} 个事件，用时 {Text(seconds)} 秒（每秒 {Number(perSecond)} 个）"));
    }

    private void Tell(DeadlineRebuildReport done, double seconds)
    {
        if (_screen.IsJson)
        {
            _screen.Json(new
            {
                Rebuilt = Deadlines, done.Entities, done.Changed, done.Added, done.Removed, Seconds = seconds,
            });
            return;
        }

        _screen.Line(new(
            $"{Deadlines}: {Number(done.Entities)} entities in {Text(seconds)} s, {Number(done.Changed)} changed,"
                + $" {Number(done.Added)} rows added, {Number(done.Removed)} removed",
            $"期限：{Number(done.Entities)} 个实体，用时 {Text(seconds)} 秒，{Number(done.Changed)} 个有变化，"
                + $"新增 {Number(done.Added)} 行，删除 {Number(done.Removed)} 行"));
        if (done.Unreadable > 0)
        {
            _screen.Problem("rebuild.unreadable", new(
                $"{Number(done.Unreadable)} entities could not be read and were left alone: ./fieldops replay --verify",
                $"{Number(done.Unreadable)} 个实体无法读取，未作改动：./fieldops replay --verify"));
        }
    }

    private static double Seconds(long began) =>
        Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 3);

    private static string Text(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
