using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.FollowUp;

/// <summary>Who may do what to reports and tasks.</summary>
public static class FollowUpRights
{
    /// <summary>Publish and circulate reports, set tasks and judge them.</summary>
    public static Right Keep { get; } = Right.Of(
        "follow-up.keep", ActorRoles.ContractorManager, ActorRoles.OperationsManager, ActorRoles.DepartmentHead);

    /// <summary>Say that one has read a report: whoever it was sent to.</summary>
    public static Right Acknowledge { get; } = Right.Of(
        "reports.acknowledge", [.. ActorRoles.OfOperator, .. ActorRoles.OfContractor]);

    /// <summary>Bring the proof of a task: whoever is responsible for it.</summary>
    public static Right Prove { get; } = Right.Of(
        "rectifications.prove", [.. ActorRoles.OfOperator, .. ActorRoles.OfContractor]);

    /// <summary>Note later corrections beside a report: the product alone.</summary>
    public static Right Note { get; } = Right.Of("reports.note", ActorRoles.System);
}
