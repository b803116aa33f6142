using FieldOps.Domain.Sla;

namespace FieldOps.WorkOrders.Api;

/// <summary>What starts and stops clocks, as stable words.</summary>
internal static class ClockCauses
{
    public const string Ended = "order-ended";

    private const string Accepted = "accepted";
    private const string Dispatched = "dispatched";
    private const string RepairCompleted = "repair-completed";
    private const string ServiceRestored = "service-restored";
    private const string GeneratorOnLoad = "generator-on-load";

    public static string StartOf(ClockLimit limit, ClockMilestones milestones) => limit.Clock switch
    {
        _ when limit.StartsAt == ClockStart.Accepted => Accepted,
        ClockKind.Repair when milestones.RestoredBefore && !(milestones.RestoredAt > milestones.DispatchedAt) =>
            Dispatched,
        ClockKind.Repair => ServiceRestored,
        ClockKind.Report when milestones.RestoredBefore => AfterAnother(milestones),
        ClockKind.Report => milestones.RestoredAt is not null ? ServiceRestored
            : milestones.OnLoadAt is not null ? GeneratorOnLoad
            : "left-site",
        ClockKind.OnLoad => milestones.MainsFailedAt == milestones.DispatchedAt ? Dispatched : "mains-failed",
        _ => Dispatched,
    };

    // What another restored is reported by who repaired, or at once where nothing is left to repair; neither before
    // service was back.
    private static string AfterAnother(ClockMilestones milestones) =>
        milestones.ReportableAt == milestones.DispatchedAt ? Dispatched
        : milestones.ReportableAt is null || milestones.ReportableAt == milestones.RepairedAt ? RepairCompleted
        : ServiceRestored;

    public static string StopOf(ClockKind clock, ClockMilestones milestones) => clock switch
    {
        ClockKind.Accept => Accepted,
        ClockKind.Arrive => milestones.ArrivedAt is not null ? "arrived-on-site" : ServiceRestored,
        ClockKind.Restore => ServiceRestored,
        ClockKind.Repair => RepairCompleted,
        ClockKind.Report => "replied",
        _ => GeneratorOnLoad,
    };
}
