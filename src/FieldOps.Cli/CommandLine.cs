using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FieldOps.Cli.Api;
using FieldOps.Cli.Commands;
using FieldOps.Cli.Demo;
using FieldOps.Cli.Output;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using FieldOps.Platform.PrivatePostgres;
using Npgsql;

namespace FieldOps.Cli;

/// <summary>From words to an exit code: the tree of commands, and one door for all that stops them.</summary>
internal static class CommandLine
{
    // Seconds that Ctrl-C leaves a command to stop a database that it has started itself.
    private static readonly TimeSpan s_endWithin = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(
        string[] args, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        var screen = new Screen(args, surroundings);
        var help = new HelpText(screen, surroundings.Out);
        var root = Build(screen, surroundings, help);
        var parsed = root.Parse(args);
        if (args.Length == 0)
        {
            help.Write(root);
            return (int)ExitCode.Ok;
        }

        if (parsed.Action is ParseErrorAction or null)
        {
            return Misused(screen, parsed);
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = surroundings.Out,
            Error = surroundings.Error,
            // The host hears the signals itself and drains; nobody may hurry it.
            ProcessTerminationTimeout = UpCommand.IsForeground(args) ? null : s_endWithin,
        };
        return await GuardedAsync(
            screen, surroundings, () => parsed.InvokeAsync(configuration, cancellationToken));
    }

    internal static RootCommand Build(Screen screen, Surroundings surroundings, HelpText help)
    {
        var root = new RootCommand(screen.Of(
            "FieldOps - outsourced telecom maintenance, from a fault ticket to a monthly score and settlement",
            "FieldOps - 外包通信维护：从故障工单到月度考核与结算"));
        root.Options.Add(new Option<string?>(Languages.OptionName)
        {
            Description = screen.Of("zh or en; by LANG when absent", "zh 或 en；缺省时按 LANG"),
            HelpName = "zh|en",
            Recursive = true,
        }.AcceptOnlyFromAmongLanguages());
        root.Options.Add(new Option<bool>(Screen.PlainOption)
        {
            Description = screen.Of("no colours, no bars", "不使用颜色和进度条"),
            Recursive = true,
        });
        Add(root, screen, surroundings);
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = help;
            option.Description = screen.Of("shows this", "显示帮助");
        }

        foreach (var option in root.Options.OfType<VersionOption>())
        {
            option.Action = new VersionText(surroundings.Out);
            option.Description = screen.Of("shows the version", "显示版本");
        }

        return root;
    }

    private static void Add(RootCommand root, Screen screen, Surroundings surroundings)
    {
        root.Subcommands.Add(DemoCommand.Create(screen, surroundings));
        root.Subcommands.Add(UpCommand.Create(screen, surroundings));
        root.Subcommands.Add(DownCommand.Create(screen, surroundings));
        root.Subcommands.Add(StatusCommand.Create(screen, surroundings));
        root.Subcommands.Add(ImportCommand.Create(screen, surroundings));
        root.Subcommands.Add(ReplayCommand.Create(screen, surroundings));
        root.Subcommands.Add(AuditMonthCommand.Create(screen, surroundings));
        root.Subcommands.Add(RebuildCommand.Create(screen, surroundings));
        root.Subcommands.Add(EpochCommand.Create(screen, surroundings));
    }

    private static Option<string?> AcceptOnlyFromAmongLanguages(this Option<string?> option)
    {
        option.AcceptOnlyFromAmong("zh", "en");
        return option;
    }

    private static int Misused(Screen screen, ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            screen.Problem("usage", new(error.Message, $"命令行有误：{error.Message}"));
        }

        screen.Problem(screen.Of("Add --help to see how it is used.", "加 --help 查看用法。"));
        return (int)ExitCode.Usage;
    }

    private static async Task<int> GuardedAsync(Screen screen, Surroundings surroundings, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure)
        {
            var stopped = Explain(failure);
            screen.Problem(stopped.Code, stopped.Text);
            var traced = !string.IsNullOrEmpty(surroundings.Environment("FIELDOPS_TRACE"));
            if (stopped.ExitCode == ExitCode.Internal && traced)
            {
                screen.Problem(failure.ToString());
            }

            return (int)stopped.ExitCode;
        }
    }

    /// <summary>What ends a command, in words and with its exit code. The host's start uses it as well.</summary>
    internal static CommandStoppedException Explain(Exception failure) => failure switch
    {
        CommandStoppedException stopped => stopped,
        PrivatePostgresException fault => new(ExitCode.Environment, fault.Code, new(fault.English, fault.Chinese)),
        HostRefusedException refused => new(ExitCode.Environment, refused.Code, new(refused.Message, refused.Message)),
        PolicyFormatException policy => new(
            ExitCode.Environment, "policy.malformed", new(policy.Message, $"规则文件有误：{policy.Message}")),
        HostUnreachableException away => new(ExitCode.HostUnreachable, "host.unreachable", away.Text),
        NpgsqlException or TimeoutException when !IsOfContent(failure) => new(
            ExitCode.Environment,
            "database.unreachable",
            new($"The database does not serve: {failure.Message}", $"数据库无法使用：{failure.Message}")),
        OperationCanceledException => new(
            ExitCode.Refusals, "command.cancelled", new("Stopped before the end.", "未完成即被中止。")),
        UnauthorizedAccessException or IOException => new(
            ExitCode.Environment, "file.not-accessible", new(failure.Message, $"文件无法访问：{failure.Message}")),
        _ => new(
            ExitCode.Internal,
            "internal",
            new(
                $"This is a bug: {failure.GetType().Name}: {failure.Message} FIELDOPS_TRACE=1 shows where.",
                $"程序缺陷：{failure.GetType().Name}：{failure.Message}，设置 FIELDOPS_TRACE=1 可显示位置。")),
    };

    // What the server says of values (class 22) and of keys (23) is a bug, and no weather.
    private static bool IsOfContent(Exception failure) =>
        failure is PostgresException { SqlState: ['2', '2' or '3', ..] };
}
