using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Cli.Intake;
using FieldOps.Cli.Output;
using FieldOps.Domain.Kernel;
using FieldOps.Import;

namespace FieldOps.Cli.Commands;

/// <summary><c>import calendar</c>: holiday lists into the draft of a calendar's next version.</summary>
internal sealed class CalendarImportCommand
{
    private const string ChinaOffice = "china-office";

    private readonly Screen _screen;
    private readonly Argument<string[]> _files;
    private readonly Option<string> _calendar;
    private readonly Option<DateTimeOffset?> _from;
    private readonly Option<string> _actor;
    private readonly Option<bool> _dryRun;
    private readonly Option<string> _tenant;
    private readonly HostAddress _host;

    private CalendarImportCommand(Screen screen, Surroundings surroundings)
    {
        (_screen, _host) = (screen, new HostAddress(screen, surroundings));
        _files = new("FILE")
        {
            Description = screen.Of("lists, one year each", "节假日名单，每个文件一年"),
            Arity = ArgumentArity.OneOrMore,
        };
        _calendar = new("--calendar")
        {
            Description = screen.Of($"the calendar; {ChinaOffice} when absent", $"日历；缺省为 {ChinaOffice}"),
            HelpName = "ID",
            DefaultValueFactory = _ => ChinaOffice,
        };
        _from = new("--from")
        {
            Description = screen.Of(
                "first instant of the version; the calendar's next midnight when absent", "版本生效时刻；缺省为该日历时区的次日零点"),
            HelpName = "INSTANT",
            CustomParser = result => PlaceOptions.Instant(result, screen),
        };
        _actor = new("--actor")
        {
            Description = screen.Of("who drafts; another approves. 'import' when absent", "起草人；须由他人审批。缺省为 import"),
            HelpName = "ID",
            DefaultValueFactory = _ => "import",
        };
        _dryRun = new("--dry-run")
        {
            Description = screen.Of("reads and checks the files, sends nothing", "只读取并校验文件，不发送"),
        };
        _tenant = PlaceOptions.Tenant(screen);
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new CalendarImportCommand(screen, surroundings).Make();

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            "calendar",
            _screen.Of(
                "holiday lists (holiday-cn JSON) into the draft of a calendar's next version",
                "节假日名单（holiday-cn JSON）写入日历下一版本的草案"),
            "./fieldops import calendar holiday-2027.json",
            "./fieldops import calendar holiday-2026.json holiday-2027.json --dry-run",
            "./fieldops import calendar holiday-2027.json --from 2027-01-01T00:00:00+08:00")
        {
            _files, _calendar, _from, _actor, _host.Url, _dryRun, _tenant, _host.DataFolder,
            PlaceOptions.Json(_screen),
        };
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = parsed.GetValue(_files)!;
        if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            throw new CommandStoppedException(
                ExitCode.Usage, "import.file.missing", new($"There is no file {missing}.", $"文件 {missing} 不存在。"));
        }

        var lists = await _screen.ProgressAsync(
            new("holiday lists", "节假日名单"), progress => ReadAsync(files, progress, cancellationToken));
        if (lists is null)
        {
            return ExitCode.Refusals;
        }

        if (parsed.GetValue(_dryRun))
        {
            Tell(lists.Value, drafted: null);
            return ExitCode.Ok;
        }

        using var client = await _host.ClientAsync(parsed, cancellationToken);
        var caller = new Caller(
            parsed.GetValue(_tenant)!, parsed.GetValue(_actor)!, ActorRoles.OperationsManager);
        return await DraftAsync(
            new CalendarIntake(client, caller, parsed.GetValue(_calendar)!), lists.Value, parsed.GetValue(_from), files,
            cancellationToken);
    }

    private async Task<ExitCode> DraftAsync(
        CalendarIntake intake,
        ImmutableArray<HolidayList> lists,
        DateTimeOffset? from,
        string[] files,
        CancellationToken cancellationToken)
    {
        try
        {
            var note = string.Join(", ", files.Select(Path.GetFileName));
            Tell(lists, await intake.DraftAsync(lists, from, note, cancellationToken));
            return ExitCode.Ok;
        }
        catch (ApiRefusedException refused)
        {
            var facts = string.Join(", ", refused.Refusal.Facts.Select(f => $"{f.Key}: {f.Value}"));
            _screen.Problem(refused.Refusal.Code, new(
                $"The host refuses the draft: {refused.Refusal.TitleEn} {facts}",
                $"主机拒绝该草案：{refused.Refusal.TitleZh} {facts}"));
            return ExitCode.Refusals;
        }
    }

    private async Task<ImmutableArray<HolidayList>?> ReadAsync(
        string[] files, IProgress<(long Done, long All)> progress, CancellationToken cancellationToken)
    {
        var lists = ImmutableArray.CreateBuilder<HolidayList>();
        var seen = new HashSet<DateOnly>();
        var isWhole = true;
        foreach (var file in files)
        {
            var problems = new ProblemList();
            await using (var stream = File.OpenRead(file))
            {
                if (await HolidayImport.ReadAsync(stream, problems, seen, null, cancellationToken) is { } list)
                {
                    lists.Add(list);
                }
            }

            foreach (var problem in problems.Items)
            {
                isWhole = false;
                Tell(file, problem);
            }

            progress.Report((lists.Count, files.Length));
        }

        return isWhole ? lists.ToImmutable() : null;
    }

    private void Tell(string file, ImportProblem problem)
    {
        var column = problem.Column ?? 1;
        if (_screen.IsJson)
        {
            _screen.Json(new
            {
                File = file, problem.Line, Column = column, problem.Code, En = problem.TextEn, Zh = problem.TextZh,
            });
            return;
        }

        _screen.Problem(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}:{problem.Line}:{column} {problem.Code} {_screen.Of(problem.TextEn, problem.TextZh)}"));
    }

    private void Tell(ImmutableArray<HolidayList> lists, DraftedCalendar? drafted)
    {
        var years = string.Join(", ", lists.Select(l => l.Year.ToString(CultureInfo.InvariantCulture)));
        var (off, on) = (Number(lists, isOff: true), Number(lists, isOff: false));
        if (_screen.IsJson)
        {
            _screen.Json(
                new { Years = lists.Select(l => l.Year), Holidays = off, WorkingDays = on, Drafted = drafted });
            return;
        }

        _screen.Line(new(
            $"{years}: {off} holidays, {on} make-up working days.", $"{years}：放假 {off} 天，补班 {on} 天。"));
        _screen.Line(drafted switch
        {
            null => new("Nothing was sent.", "未发送任何内容。"),
            { Digest: null } => new(
                $"{drafted.Calendar} says so already; nothing was drafted.",
                $"{drafted.Calendar} 已与名单一致，未起草。"),
            _ => Waiting(drafted),
        });
    }

    private static Text Waiting(DraftedCalendar drafted)
    {
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"{drafted.Calendar} v{drafted.Version}, {drafted.EffectiveFrom:yyyy-MM-ddTHH:mm}Z");
        var how = $"POST /api/v1/policies/calendar/{drafted.Calendar}:approve "
            + string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"version":{{drafted.Version}},"digest":"{{drafted.Digest}}"}""");
        return new(
            $"{what}: drafted, {drafted.Changes} entries differ. Another person approves it: {how}",
            $"{what}：已起草，{drafted.Changes} 条有变化。须由他人审批：{how}");
    }

    private static int Number(ImmutableArray<HolidayList> lists, bool isOff) =>
        lists.Sum(l => l.Days.Count(d => d.IsOffDay == isOff));
}
