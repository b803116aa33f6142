using FieldOps.Compliance.Drill;
using FieldOps.Compliance.Policies;
using FieldOps.Compliance.Register;
using FieldOps.Compliance.Reports;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Compliance;

/// <summary>SLA board and compliance: which clocks run, which ended how.</summary>
public static class ComplianceSlice
{
    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddCompliance(
        this IServiceCollection services, IConfiguration? configuration = null)
    {
        services.AddSingleton<Projection, ClockProjection>();
        services.AddSingleton<Projection, RegisterProjection>();
        services.AddSingleton<ReportDesk>();
        services.AddPolicies<CompliancePolicy>(SlaPolicies.Kind);
        services.AddPolicyShelf();
        services.AddSingleton<PolicyKinds>();
        services.AddSingleton<PolicyDoor>();
        services.AddProblemTexts([.. PolicyTexts.All]);
        services.AddProblemTexts(
            new ProblemText(
                SlaNames.NotOwn, 403, "A contractor sees its own orders only.", "代维单位只能查看本单位的工单。"),
            new ProblemText(
                SlaNames.GroupsTooMany, 422, "The question has too many groups.", "分组结果过多。",
                "At most {groupsMax} groups are answered: ask for fewer dimensions or months.",
                "最多返回 {groupsMax} 组，请减少分组维度或月份。"),
            new ProblemText(
                SlaNames.QuotaOfAssets, 422, "A quota is of cables: it knows region, county and asset class only.",
                "阻断指标按光缆统计，仅支持区域、区县、资产类别条件。"),
            new ProblemText(
                SlaNames.ExportTooLarge, 422, "The export has too many rows for a workbook.", "导出行数超过工作表上限。",
                "A sheet holds {rowsMax} rows: ask for fewer months, or for csv.",
                "工作表最多 {rowsMax} 行，请缩小月份范围或改用 csv。"));
        return services;
    }

    /// <summary>Maps its routes.</summary>
    public static void MapCompliance(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("SLA");
        BoardEndpoint.Map(api);
        ComplianceEndpoint.Map(api);
        ReliabilityEndpoint.Map(api);
        InterruptionEndpoint.Map(api);
        ClockDrillEndpoint.Map(api);
        OrderDrillEndpoint.Map(api);
        PolicyEndpoints.Map(routes.MapApi("Policies"));
    }
}
