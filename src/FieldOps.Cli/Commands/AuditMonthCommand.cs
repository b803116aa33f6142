using System.CommandLine;
using System.Globalization;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.MonthAudit;
using FieldOps.Cli.Output;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace FieldOps.Cli.Commands;

/// <summary><c>audit-month</c>: computes sheets, quarters and years of the log a second way, to the cent.</summary>
internal sealed class AuditMonthCommand
{
    private readonly Screen _screen;
    private readonly Surroundings _surroundings;
    private readonly Option<string?> _contractor;
    private readonly Option<string?> _month;
    private readonly Option<string> _tenant;
    private readonly Option<string?> _dataFolder;
    private readonly Option<string?> _database;

    private AuditMonthCommand(Screen screen, Surroundings surroundings)
    {
        (_screen, _surroundings) = (screen, surroundings);
        _contractor = new("--contractor")
        {
            Description = screen.Of("one contractor; all when absent", "某一代维单位；缺省为全部"),
            HelpName = "CODE",
        };
        _month = new("--month")
        {
            Description = screen.Of("one month; all when absent", "某一月份；缺省为全部"),
            HelpName = "YYYY-MM",
        };
        _month.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } month && !IsMonth(month))
            {
                result.AddError(screen.Of(
                    "--month is written yyyy-MM, as 2024-01.", "--month 应写作 yyyy-MM，例如 2024-01。"));
            }
        });
        _tenant = PlaceOptions.Tenant(screen);
        _dataFolder = PlaceOptions.DataFolder(screen);
        _database = PlaceOptions.Database(screen);
    }

    public static Command Create(Screen screen, Surroundings surroundings) =>
        new AuditMonthCommand(screen, surroundings).Make();

    private CommandWithExamples Make()
    {
        var command = new CommandWithExamples(
            "audit-month",
            _screen.Of(
                "Computes scores and settlements of months, quarters and years again from the log, by a calculator of "
                    + "its own.",
                "用独立的计算器由日志重算月度与年度考核及月度、季度结算，并逐分比对。"),
            "./fieldops audit-month",
            "./fieldops audit-month --contractor C1 --month 2024-01")
        {
            _contractor, _month, _tenant, _dataFolder, _database, PlaceOptions.Json(_screen),
        };
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = DataFolders.Resolve(parsed.GetValue(_dataFolder), _surroundings.Environment);
        await using var log = await LogAccess.OpenAsync(
            parsed.GetValue(_database), folder, _surroundings.Environment, cancellationToken);
        var auditor = new MonthAuditor(
            log.Get<NpgsqlDataSource>(), FolderOf(log.Get<IConfiguration>()), log.Get<TimeZoneInfo>());
        var report = await auditor.RunAsync(
            parsed.GetValue(_tenant)!, parsed.GetValue(_contractor), parsed.GetValue(_month), cancellationToken);
        if (_screen.IsJson)
        {
            _screen.Json(report);
        }
        else
        {
            Tell(report);
        }

        var asked = parsed.GetValue(_contractor) is not null || parsed.GetValue(_month) is not null;
        if (asked && report.Sheets + report.Quarters + report.Years == 0)
        {
            _screen.Problem(
                "audit.nothing",
                new(
                    "Nothing of that contractor and month was found: nothing was checked.",
                    "未找到该代维单位或月份的考核表与结算，未作任何核对。"));
            return ExitCode.Refusals;
        }

        return report.Differences.Count == 0 ? ExitCode.Ok : ExitCode.Refusals;
    }

    private static bool IsMonth(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private void Tell(MonthAuditReport report)
    {
        foreach (var difference in report.Differences)
        {
            _screen.Problem("audit.differs", Told(difference));
        }

        foreach (var note in report.Notes)
        {
            var text = Told(note);
            _screen.Line(new(
                $"note: {text.En} (replaced before it was approved)", $"说明：{text.Zh}（未审批即已被替换）"));
        }

        var total = report.TotalCny.ToString("#,##0.00", CultureInfo.InvariantCulture);
        _screen.Line(new(
            $"{report.Sheets} sheets computed again, CNY {total}; {report.Quarters} quarters added up again; "
                + $"{report.Years} years weighed again; "
                + $"{report.Orders} orders held against their own events; {report.Differences.Count} differences, "
                + $"{report.Notes.Count} notes",
            $"重算考核表 {report.Sheets} 份，合计 {total} 元；重算季度结算 {report.Quarters} 版；"
                + $"重算年度考核 {report.Years} 版；"
                + $"核对工单结果 {report.Orders} 张；"
                + $"差异 {report.Differences.Count} 处，说明 {report.Notes.Count} 处"));
    }

    private static Text Told(MonthAuditDifference difference)
    {
        var stored = difference.StoredText ?? Text(difference.Stored);
        var own = difference.OwnText ?? Text(difference.Own);
        return new(
            $"{difference.Month} {difference.Figure}: stored {stored}, own {own}",
            $"{difference.Month} {difference.Figure}：记录 {stored}，重算 {own}");
    }

    private static string FolderOf(IConfiguration configuration)
    {
        if (configuration[PolicyFolder.PathKey] is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "silo-config", "policies");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("silo-config/policies");
    }

    private static string Text(decimal? value) => value?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "-";
}
