using System.CommandLine;
using System.CommandLine.Invocation;

namespace FieldOps.Cli.Output;

/// <summary>Help of one command: what it does, its words, examples, and what its exit codes mean.</summary>
internal sealed class HelpText(Screen screen, TextWriter output) : SynchronousCommandLineAction
{
    private const int GapColumns = 2;
    private const int LabelColumnsMax = 34;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command);
        return (int)ExitCode.Ok;
    }

    public void Write(Command command)
    {
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"  ./{Way(command)}{Words(command)}");
        Section(
            new("Commands", "命令"),
            command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description ?? string.Empty)));
        Section(
            new("Arguments", "参数"),
            command.Arguments.Where(a => !a.Hidden).Select(a => (a.Name, a.Description ?? string.Empty)));
        Section(new("Options", "选项"), OptionsOf(command).Select(o => (LabelOf(o), o.Description ?? string.Empty)));
        Section(
            new("Examples", "示例"),
            command is CommandWithExamples { Examples: { } examples } ? examples.Select(e => (e, string.Empty)) : []);
        Section(new("Exit codes", "退出码"), ExitCodes().Select(c => (c.Code, screen.Of(c.Text))));
    }

    private static IEnumerable<(string Code, Text Text)> ExitCodes() =>
    [
        ("0", new("done", "完成")),
        ("1", new("done, but something was refused or differs", "已完成，但有内容被拒绝或不一致")),
        ("2", new("the command line is wrong", "命令行有误")),
        ("3", new("no host runs, or it does not answer", "主机未运行或无应答")),
        ("4", new(
            "the machine is in the way: PostgreSQL missing, data folder or port in use, database away",
            "环境问题：缺少 PostgreSQL、数据目录或端口被占用、数据库不可达")),
        ("5", new("a bug", "程序缺陷")),
    ];

    private static string Way(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Way(parent)} {command.Name}" : "fieldops";

    private static string Words(Command command)
    {
        var arguments = string.Concat(command.Arguments.Where(a => !a.Hidden).Select(a => $" {a.Name}"));
        var sub = command.Subcommands.Any(c => !c.Hidden) ? " COMMAND" : string.Empty;
        return $"{sub}{arguments} [OPTIONS]";
    }

    private static IEnumerable<Option> OptionsOf(Command command)
    {
        var inherited = command.Parents.OfType<Command>().SelectMany(Ancestry).SelectMany(c => c.Options)
            .Where(o => o.Recursive);
        return command.Options.Concat(inherited).Where(o => !o.Hidden).DistinctBy(o => o.Name);
    }

    private static IEnumerable<Command> Ancestry(Command command) =>
        command.Parents.OfType<Command>().SelectMany(Ancestry).Prepend(command);

    private static string LabelOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(a => a.StartsWith('-')).Append(option.Name));
        return option.ValueType == typeof(bool) || option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private void Section(Text title, IEnumerable<(string Label, string Description)> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{screen.Of(title)}:");
        var width = Math.Min(LabelColumnsMax, all.Max(r => r.Label.Length)) + GapColumns;
        foreach (var (label, description) in all)
        {
            output.WriteLine($"  {label.PadRight(description.Length == 0 ? 0 : width)}{description}".TrimEnd());
        }
    }
}
