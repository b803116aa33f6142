using System.Text.Json;
using FieldOps.Platform.Serialization;
using Spectre.Console;

namespace FieldOps.Cli.Output;

/// <summary>
/// Where commands write. Three manners: a terminal with colour and bars, plain lines, or JSON for scripts, where
/// standard output holds nothing but JSON lines.
/// </summary>
internal sealed class Screen
{
    public const string PlainOption = "--plain";
    public const string JsonOption = "--json";

    private static readonly JsonSerializerOptions s_line = new(PlatformJson.Options) { WriteIndented = false };

    private readonly Surroundings _surroundings;
    private readonly bool _rich;

    public Screen(IReadOnlyList<string> args, Surroundings surroundings)
    {
        _surroundings = surroundings;
        Language = Languages.Of(args, surroundings.Environment);
        IsJson = args.Contains(JsonOption, StringComparer.Ordinal);
        _rich = surroundings.IsTerminal && !IsJson && !args.Contains(PlainOption, StringComparer.Ordinal);
        Ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(surroundings.Out),
            Ansi = _rich ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = _rich && string.IsNullOrEmpty(surroundings.Environment("NO_COLOR"))
                ? ColorSystemSupport.Detect
                : ColorSystemSupport.NoColors,
            Interactive = _rich ? InteractionSupport.Detect : InteractionSupport.No,
        });
    }

    public Language Language { get; }

    public bool IsJson { get; }

    /// <summary>For tables and charts; plain where the screen is plain.</summary>
    public IAnsiConsole Ansi { get; }

    /// <summary>True when a person watches: bars and colours may be used.</summary>
    public bool IsRich => _rich;

    public string Of(Text text) => text.In(Language);

    public string Of(string en, string zh) => new Text(en, zh).In(Language);

    /// <summary>One line for people; not in JSON manner.</summary>
    public void Line(Text text) => Raw(Of(text));

    /// <summary>One line for people that is the same in all languages; not in JSON manner.</summary>
    public void Raw(string text)
    {
        if (!IsJson)
        {
            _surroundings.Out.WriteLine(text);
        }
    }

    /// <summary>One JSON object on one line.</summary>
    public void Json(object value) =>
        _surroundings.Out.WriteLine(JsonSerializer.Serialize(value, value.GetType(), s_line));

    /// <summary>One line of standard error, the same in all manners.</summary>
    public void Problem(string text) => _surroundings.Error.WriteLine(text);

    /// <summary>A problem with its stable code at the end.</summary>
    public void Problem(string code, Text text) => Problem($"{Of(text)} [{code}]");

    /// <summary>Runs long work under a bar, or under plain lines at each tenth.</summary>
    public async Task<T> ProgressAsync<T>(Text label, Func<IProgress<(long Done, long All)>, Task<T>> work)
    {
        if (!_rich)
        {
            return await work(new PlainProgress(Of(label), IsJson ? TextWriter.Null : _surroundings.Out));
        }

        return await Ansi.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(),
                new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(Of(label)), maxValue: 1);
                var result = await work(new BarProgress(task));
                task.Value = task.MaxValue;
                return result;
            });
    }
}
