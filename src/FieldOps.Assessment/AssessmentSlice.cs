using FieldOps.Assessment.Annual;
using FieldOps.Assessment.FollowUp;
using FieldOps.Assessment.Papers;
using FieldOps.Assessment.Contracts;
using FieldOps.Assessment.Quarters;
using FieldOps.Assessment.Recomputes;
using FieldOps.Assessment.Suspensions;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment;

/// <summary>Contractor months: facts, score sheets, signatures, settlement.</summary>
public static class AssessmentSlice
{
    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddAssessment(
        this IServiceCollection services, IConfiguration? configuration = null)
    {
        var options = services.AddOptions<AssessmentOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configuration is not null)
        {
            options.Bind(configuration.GetSection("FieldOps:Assessment"));
        }

        AddMonths(services);
        RuleSets.Add(services);
        services.AddSingleton<SettlementChoice>();
        services.AddSingleton<StatementPapers>();
        services.AddSingleton<EntityDefinition, QuarterSettlementEntity>();
        services.AddSingleton<QuarterDesk>();
        services.AddSingleton<EntityDefinition, AnnualAssessmentEntity>();
        services.AddSingleton<AnnualDesk>();
        services.AddSingleton<AnnualMonths>();
        services.AddSingleton<ExplainedMoney>();
        services.AddSingleton<MonthExplained>();
        services.AddSingleton<StandingYears>();
        AddContracts(services);
        services.AddSingleton<EntityDefinition, SuspensionEntity>();
        services.AddSingleton<Projection, SuspensionProjection>();
        services.AddSingleton<SuspensionRows>();
        services.AddSingleton<Reactor, SuspensionReactor>();
        services.AddSingleton<CompositePeriods>();
        services.AddSingleton<SchemeDryRun>();
        RecomputeServices.Add(services);
        AddFollowUp(services);
        services.AddProblemTexts(
        [
            .. AssessmentProblems.All, .. AppealProblems.All, .. SettlementProblems.All, .. StandingYears.Problems,
            .. ExitProblems.All, .. SuspensionProblems.All, .. QuarterProblems.All, .. AnnualProblems.All,
            .. FindingDesk.Problems, .. WorkClaims.Problems,
        ]);
        return services;
    }

    private static void AddMonths(IServiceCollection services)
    {
        services.AddSingleton<EntityDefinition, ContractorMonthEntity>();
        services.AddSingleton<Projection, AssessmentProjection>();
        services.AddSingleton<Reactor, OrdersToMonthReactor>();
        services.AddSingleton<EntityDefinition, ContractorExitEntity>();
        services.AddSingleton<Reactor, ExitsToStandingReactor>();
        services.AddSingleton<Reactor, ReinstatedToExitsReactor>();
        services.AddSingleton<ExitWrites>();
        services.AddSingleton<Reactor, CorrectionsToMonthReactor>();
        services.AddSingleton<AssessmentRows>();
        services.AddSingleton<EveryContractor>();
        services.AddSingleton<EarlierMonths>();
        services.AddSingleton<MonthFees>();
        services.AddSingleton<MonthVisits>();
        services.AddSingleton<MonthWrites>();
        services.AddSingleton<CorrectionDesk>();
        services.AddSingleton<FindingDesk>();
        services.AddSingleton<WorkClaims>();
        services.AddSingleton<MonthClosing>();
    }

    private static void AddContracts(IServiceCollection services)
    {
        services.AddPolicyShelf();
        services.AddSingleton<Projection, ContractCopies>();
        services.AddSingleton<ContractRows>();
        services.AddSingleton<PriceListChoice>();
        services.AddSingleton<SchemeChoice>();
        services.AddSingleton(s => new UsualScheme(s.GetRequiredService<IOptions<AssessmentOptions>>().Value.SchemeId));
        services.AddSingleton<NextYearLots>();
        services.AddSingleton<RenewalDoor>();
        services.AddProblemTexts(
            [.. SchemeChoice.Problems, .. PriceListChoice.Problems, .. NextYearLots.Problems]);
    }

    /// <summary>Maps its routes.</summary>
    public static void MapAssessment(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Contractor months");
        MonthReadEndpoints.Map(api);
        MonthStepEndpoints.Map(api);
        MonthFactEndpoints.Map(api);
        MonthRecordEndpoints.Map(api);
        MonthAppealEndpoints.Map(api);
        TodayEndpoints.Map(api);
        ExplainEndpoints.Map(api);
        ExitEndpoints.Map(routes.MapApi("Exits"));
        StandingEndpoints.Map(routes.MapApi("Standings"));
        SuspensionEndpoints.Map(routes.MapApi("Standings"));
        AnnualEndpoints.Map(routes.MapApi("Annual assessments"));
        RenewalEndpoints.Map(routes);
        var settlement = routes.MapApi("Settlement");
        SettlementEndpoints.Map(settlement);
        QuarterEndpoints.Map(settlement);
        var schemes = routes.MapApi("Scoring schemes");
        SchemeEndpoints.Map(schemes);
        CompositeEndpoints.Map(schemes);
        RecomputeEndpoints.Map(routes.MapApi("Recomputes"));
        YardstickEndpoints.Map(routes.MapApi("Yardstick"));
        WarningEndpoints.Map(routes.MapApi("Early warnings"));
        ReportEndpoints.Map(routes.MapApi("Process reports"));
        RectificationEndpoints.Map(routes.MapApi("Rectification"));
    }

    private static void AddFollowUp(IServiceCollection services)
    {
        services.AddSingleton<EntityDefinition, MonthWatchEntity>();
        services.AddSingleton<EntityDefinition, RectificationEntity>();
        services.AddSingleton<EntityDefinition, ProcessReportEntity>();
        services.AddSingleton<Projection, FollowUpProjection>();
        services.AddSingleton<Reactor, MonthWatchReactor>();
        services.AddSingleton<Reactor, FollowUpNotices>();
        services.AddSingleton<Reactor, ReportNotesReactor>();
        services.AddSingleton<FollowUpRows>();
        services.AddSingleton<CrewFigures>();
        services.AddSingleton<ReportDesk>();
        services.AddProblemTexts(FollowUpProblems.All);
    }
}
