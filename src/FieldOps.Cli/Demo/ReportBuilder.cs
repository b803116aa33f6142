using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>Reads the outcome through the API, checks it against the log, and makes the report.</summary>
internal sealed class ReportBuilder(
    LoadedWorld loaded, WorldIndex world, Story story, MonthCloser closer, DemoApi api, string connectionString)
{
    public async Task<DemoReport> BuildAsync(WorldCounts sent, CancellationToken cancellationToken)
    {
        var figures = await DemoFigures.ReadAsync(api, world, closer.Months, cancellationToken);
        var log = await LogFigures.ReadAsync(connectionString, cancellationToken);
        var tie = new TieOut(log, figures, sent);
        var tied = tie.Section();
        var scenes = await new StorySection(api, world, story).BuildAsync(cancellationToken);
        IReadOnlyList<ReportSection> sections =
        [
            .. WorldSections.Of(loaded),
            CountSections.Funnel(figures, log, sent),
            CountSections.Orders(figures),
            CountSections.Compliance(figures),
            CountSections.ByClass(figures),
            MoneySections.Months(figures),
            MoneySections.Grades(figures, world),
            scenes,
            tied,
        ];
        var differences = tie.Differences.Concat(Unexpected(figures)).Concat(story.Missing()).ToList();
        return new DemoReport(loaded.World.Name, loaded.Seed, sections, differences);
    }

    private IEnumerable<Text> Unexpected(DemoFigures figures)
    {
        foreach (var (code, count) in api.Refused.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            yield return new(
                $"{count} calls refused with {code}, unexpectedly: {api.ExampleOf(code)}",
                $"{count} 次调用意外被拒（{code}）：{api.ExampleOf(code)}");
        }

        if (figures.Stuck.Count > 0)
        {
            yield return new(
                $"{figures.Stuck.Count} stuck items, the first: {figures.Stuck[0]}",
                $"{figures.Stuck.Count} 个滞留项，首个：{figures.Stuck[0]}");
        }
    }
}
