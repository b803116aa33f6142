using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>A year of one month, December 2023, and what is done about its annual assessment.</summary>
internal static class AnnualSteps
{
    // A December with a small breach, 99 points; and marks of the year's table, where there are any.
    public static async Task DecemberAsync(this MoneyHost host, string code, decimal? management)
    {
        await host.BreachAsync(code, "2023-12");
        if (management is { } points)
        {
            await host.MarkYearAsync(code, points);
        }

        await host.PublishMonthAsync(code, "2023-12");
    }

    public static Task SettleDecemberAsync(this MoneyHost host, string code) =>
        host.DoAsync(code, "2023-12", "settle", null);

    public static async Task MarkYearAsync(this MoneyHost host, string code, decimal management, string? late = null)
    {
        foreach (var (rule, given) in new[] { ("management", management), ("quality", 0m), ("safety", 0m) })
        {
            await host.OkAsync(
                $"/months/{code}/2023-12/marks",
                new
                {
                    scheme = "annual-province", rule = "marks/marks/marks/" + rule, points = given, day = "2023-12-20",
                    evidence = "memo 4", late = late is not null, reason = late,
                });
        }
    }

    public static Task BreachAsync(this MoneyHost host, string code, string month) => host.OkAsync(
        $"/months/{code}/{month}/violations",
        new
        {
            @class = "class2", kind = "system-error", points = 1, evidence = "x",
            occurredAt = $"{month}-10T00:00:00Z",
        });

    public static async Task SignDecemberAsync(this MoneyHost host, string code)
    {
        await host.DoAsync(code, "2023-12", "compute", null);
        await host.DoAsync(code, "2023-12", "confirm", null, Finance(code));
        await host.DoAsync(code, "2023-12", "approve", null, MoneyHostSuspensions.Head);
        await host.DoAsync(code, "2023-12", "publish", null);
    }

    // Earlier builds kept no scheme of a month, and asked for no table of it.
    public static async Task DrawUpWithoutMonthsTableAsync(this MoneyHost host, string code)
    {
        var (year, december) = await host.YearOfAsync(code);
        var scheme = RepoFiles.Policy<ScoringScheme>("scoring", "annual-province.v1.json");
        await host.AskAsync(
            year,
            new DrawUpAnnual(
                year, RepoFiles.Policy<CompositeScheme>("composites", "annual-90-10.v1.json"), [],
                [PeriodTable.Of(scheme, [december])], [AnnualMonth.Of(december) with { SchemeId = null }], [], null),
            new Actor("before", ActorRoles.ContractorManager));
    }

    // And held an approval against the months alone.
    public static async Task ApproveByMonthsAloneAsync(this MoneyHost host, string code)
    {
        var (year, december) = await host.YearOfAsync(code);
        await host.AskAsync(
            year, new ApproveAnnual(1, [AnnualMonth.Of(december).Source()]),
            new Actor("head", ActorRoles.DepartmentHead));
    }

    private static async Task<(YearRef Year, MonthState December)> YearOfAsync(this MoneyHost host, string code)
    {
        YearRef.TryMonthsOf("2023", out var months);
        var year = YearRef.Of(IdOf(code), code, months, host.Services.GetRequiredService<TimeZoneInfo>());
        var december = await host.Services.GetRequiredService<IEntities>().ReadAsync(
            new("default", MonthRef.EntityType, MonthRef.IdOf(year.ContractorId, "2023-12")), CancellationToken.None);
        return (year, (MonthState)december.State);
    }

    private static async Task AskAsync(this MoneyHost host, YearRef year, ICommand command, Actor by) =>
        (await host.Services.GetRequiredService<IEntities>().AskAsync(
            new("default", YearRef.EntityType, year.EntityId), command,
            new AskContext(by, NameBasedId.Of(year.EntityId, command.GetType().Name)), CancellationToken.None))
            .ShouldBeOfType<Answer.Accepted>();

    public static async Task DecideYearAsync(this MoneyHost host, string code)
    {
        await host.OkAsync(Path(code, "draw-up"), new { });
        await host.OkAsync(Path(code, "approve"), new { edition = 1 }, MoneyHostSuspensions.Head);
    }

    public static Task<JsonElement> YearStandingAsync(this MoneyHost host, string code) =>
        host.ReadAsync($"/api/v1/standings/{code}/2023");

    public static (decimal, string?, string?) Result(JsonElement standing) => (
        standing.GetProperty("summary").GetProperty("mean").GetDecimal(),
        standing.GetProperty("summary").GetProperty("grade").GetString(), standing.GetProperty("tier").GetString());

    public static string Path(string code, string step, string year = "2023") =>
        $"/annual-assessments/{code}/{year}:{step}";

    public static string One(string code) => $"/api/v1/annual-assessments/{code}/2023";
}
