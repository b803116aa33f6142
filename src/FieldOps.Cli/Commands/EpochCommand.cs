using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;
using FieldOps.Platform.Log;

namespace FieldOps.Cli.Commands;

/// <summary>
/// <c>epoch</c>: what operators do after the database was restored or another server took over: raise the log's epoch,
/// and say of each consumer how it goes on.
/// </summary>
internal sealed class EpochCommand
{
    private readonly Screen _screen;
    private readonly Surroundings _surroundings;

    private EpochCommand(Screen screen, Surroundings surroundings)
    {
        _screen = screen;
        _surroundings = surroundings;
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new EpochCommand(screen, surroundings).Make();

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            "epoch",
            _screen.Of(
                "Tells the log's epoch and which consumers it refuses. After a restore or failover raise it: processes"
                    + " that have read the log of before end, and nothing is passed over in silence.",
                "显示日志纪元及被拒绝的消费者。恢复或切换之后应提升纪元：读过旧日志的进程会退出，不会悄悄漏掉任何事件。"),
            "./fieldops epoch",
            "./fieldops epoch raise --whole",
            "./fieldops epoch rewind open-work-order")
        {
            Raise(), Rewind(),
        };
        Place(command, desk => desk.LookAsync);
        return command;
    }

    private Command Raise()
    {
        var whole = new Option<bool>("--whole")
        {
            Description = _screen.Of(
                "the whole database came from one copy: cursors up to the log's end go along",
                "整个数据库来自同一份副本：不超过日志末尾的游标一并沿用"),
        };
        var command = new CommandWithExamples(
            "raise",
            _screen.Of(
                "Raises the epoch; without --whole every consumer is refused until it is rebuilt or rewound.",
                "提升纪元；不带 --whole 时所有消费者都被拒绝，直到重建或回退。"),
            "./fieldops epoch raise --whole")
        {
            whole,
        };
        Place(command, (desk, parsed, ct) => desk.RaiseAsync(parsed.GetValue(whole), ct));
        return command;
    }

    private Command Rewind()
    {
        var name = new Argument<string>("NAME") { Description = _screen.Of("a reactor", "反应器名称") };
        var to = new Option<long>("--to")
        {
            Description = _screen.Of(
                "log position, not beyond its own; its own when absent", "日志位置，不得超过其当前位置；缺省为当前位置"),
            HelpName = "POSITION",
            DefaultValueFactory = _ => long.MaxValue,
        };
        var command = new CommandWithExamples(
            "rewind",
            _screen.Of(
                "Lets a reactor go on in today's epoch. What it sends again has no second effect for 90 days.",
                "使反应器在当前纪元继续。重发的命令在 90 天内不会产生第二次效果。"),
            "./fieldops epoch rewind open-work-order --to 120000")
        {
            name, to,
        };
        Place(command, async (desk, parsed, ct) =>
            await desk.RewindAsync(parsed.GetRequiredValue(name), parsed.GetValue(to), ct)
                ? await desk.LookAsync(ct)
                : throw Unknown(parsed.GetRequiredValue(name)));
        return command;
    }

    private void Place(Command command, Func<EpochDesk, Func<CancellationToken, Task<EpochState>>> act) =>
        Place(command, (desk, _, ct) => act(desk)(ct));

    private void Place(Command command, Func<EpochDesk, ParseResult, CancellationToken, Task<EpochState>> act)
    {
        var (dataFolder, database) = (PlaceOptions.DataFolder(_screen), PlaceOptions.Database(_screen));
        command.Options.Add(dataFolder);
        command.Options.Add(database);
        command.Options.Add(PlaceOptions.Json(_screen));
        command.SetAction(async (parsed, ct) =>
        {
            var folder = DataFolders.Resolve(parsed.GetValue(dataFolder), _surroundings.Environment);
            await using var log = await LogAccess.OpenAsync(
                parsed.GetValue(database), folder, _surroundings.Environment, ct);
            return (int)Tell(await act(log.Get<EpochDesk>(), parsed, ct));
        });
    }

    private ExitCode Tell(EpochState log)
    {
        if (_screen.IsJson)
        {
            _screen.Json(log);
        }
        else
        {
            _screen.Line(new(
                $"The log is of epoch {Number(log.Epoch)} and ends at {Number(log.End)}.",
                $"日志纪元为 {Number(log.Epoch)}，末尾位置 {Number(log.End)}。"));
            foreach (var refused in log.Refused)
            {
                Tell(refused);
            }
        }

        return log.Refused.Count == 0 ? ExitCode.Ok : ExitCode.Refusals;
    }

    private void Tell(RefusedConsumer refused)
    {
        var (name, epoch, at) = (refused.Consumer, Number(refused.Epoch), Number(refused.Position));
        var next = refused.IsReadModel ? $"./fieldops rebuild {name}" : $"./fieldops epoch rewind {name}";
        _screen.Line(new(
            $"{name} is refused: its cursor is of epoch {epoch}, at {at}. {next}",
            $"{name} 被拒绝：其游标属于纪元 {epoch}，位置 {at}。{next}"));
    }

    private static CommandStoppedException Unknown(string name) => new(
        ExitCode.Usage,
        "epoch.no-reactor",
        new($"{name} is no reactor with a cursor. Read models are rebuilt: ./fieldops rebuild {name}",
            $"{name} 不是带游标的反应器。读模型应重建：./fieldops rebuild {name}"));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
