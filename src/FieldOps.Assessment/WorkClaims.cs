using System.Globalization;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Npgsql;
using static FieldOps.Assessment.RowReading;

namespace FieldOps.Assessment;

/// <summary>
/// What a month cannot know of a work: what other months have claimed of the same project or cable (domain reference,
/// 7.6: partners share a project by workload; a cable is in one contractor's care), and which visits its orders are
/// counted for.
/// </summary>
internal sealed class WorkClaims(NpgsqlDataSource database, IFeedProgress progress, MonthVisits counted)
{
    /// <summary>The parts of a project would come to more than it. Facts: <c>project</c>, <c>left</c>.</summary>
    public const string ProjectShared = "settlement.project-shared-out";

    /// <summary>A cable is in another contractor's care. Facts: <c>cable</c>, <c>contractor</c>.</summary>
    public const string CableElsewhere = "settlement.cable-elsewhere";

    private const decimal Whole = 100m;

    // Overlapping kinds pay once a month: of one month's works of a project the greatest part counts.
    private const string Parts = """
        select c.month_id, max(c.percent) from assessment.work_claim c
        where c.tenant = $1 and c.kind = 'project' and c.code = $2 group by c.month_id
        """;

    private const string Elsewhere = """
        select c.code, m.contractor_code from assessment.work_claim c
        join assessment.month m on m.tenant = c.tenant and m.id = c.month_id
        where c.tenant = $1 and c.kind = 'cable' and c.code = any($2) and m.month = $3 and m.id <> $4
        order by c.code limit 1
        """;

    public static ProblemText[] Problems { get; } =
    [
        new(
            ProjectShared, 409, "The parts of a project come to 100 % at most.", "同一项目各方工作量占比合计不得超过 100%。",
            "Project {project}: {left} % are left.", "项目 {project}：剩余 {left}%。"),
        new(
            CableElsewhere, 409, "The cable is in another contractor's care this month.", "该光缆本月已由其他单位计费。",
            "Cable {cable}: contractor {contractor}.", "光缆 {cable}：单位 {contractor}。"),
    ];

    /// <summary>Why the others, or the month's orders, leave no room for the work; null where they do.</summary>
    public async Task<Refusal?> RefusalOfAsync(
        string tenant, MonthRef month, WorkFact work, CancellationToken cancellationToken)
    {
        if (work.Visits is not null)
        {
            return CountedVisits.RefusalOf(work, await counted.OfAsync(tenant, month, cancellationToken));
        }

        if (work is { Project: null, Cables: null })
        {
            return null;
        }

        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        return work.Project is { OwnSingleService: false, Course: not ProjectCourse.BuiltBySame } project
            // A part that can be none is the month's to refuse.
            && project.WorkloadPercent <= Whole
            ? await OfProjectAsync(tenant, month, project, cancellationToken)
            : await OfCablesAsync(tenant, month, work.Cables, cancellationToken);
    }

    private async Task<Refusal?> OfProjectAsync(
        string tenant, MonthRef month, ProjectWork project, CancellationToken cancellationToken)
    {
        var parts = await database.ReadAsync(
            Parts, [Text(tenant), Text(project.ProjectCode)], r => (Month: r.GetGuid(0), Percent: r.GetDecimal(1)),
            cancellationToken);
        var left = Whole - parts.Where(p => p.Month != month.EntityId).Sum(p => p.Percent);
        return project.WorkloadPercent <= left
            ? null
            : Refusal.Of(
                ProjectShared, ("project", project.ProjectCode),
                ("left", Math.Max(0m, left).ToString("0.##", CultureInfo.InvariantCulture)));
    }

    private async Task<Refusal?> OfCablesAsync(
        string tenant, MonthRef month, CableMonth? cables, CancellationToken cancellationToken)
    {
        var codes = cables?.Cables.Select(c => c.Code).ToArray() ?? [];
        var taken = await database.ReadAsync(
            Elsewhere, [Text(tenant), new() { Value = codes }, Text(month.Month), Uuid(month.EntityId)],
            r => (Cable: r.GetString(0), Contractor: r.GetString(1)), cancellationToken);
        return taken is [var first, ..]
            ? Refusal.Of(CableElsewhere, ("cable", first.Cable), ("contractor", first.Contractor))
            : null;
    }
}
