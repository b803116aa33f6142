namespace FieldOps.Domain.Kernel.Policies;

/// <summary>Who may do what to rule sets.</summary>
public static class PolicyRights
{
    /// <summary>Draft, discard and, as another person, approve versions.</summary>
    public static Right Keep { get; } = Right.Of(
        "policies.keep", ActorRoles.System, ActorRoles.OperationsManager, ActorRoles.DepartmentHead);

    /// <summary>Have a document checked or tried over past months: nothing is changed.</summary>
    public static Right Check { get; } = Right.Of("policies.check", [.. ActorRoles.OfOperator]);
}
