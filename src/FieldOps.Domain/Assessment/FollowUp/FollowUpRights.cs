using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.FollowUp;

/// <summary>Who of the operator publishes reports and judges tasks (domain reference, 3.4).</summary>
public static class FollowUpRights
{
    private static readonly string[] s_roles =
        [ActorRoles.ContractorManager, ActorRoles.OperationsManager, ActorRoles.DepartmentHead];

    /// <summary>Why this actor may not, as two codes of its entity say it; null when it may.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="operatorOnly">Code for people of a contractor.</param>
    /// <param name="roleNotAllowed">Code for other roles of the operator.</param>
    public static Refusal? RefusalOf(Actor by, string operatorOnly, string roleNotAllowed)
    {
        if (!by.IsOperator)
        {
            return Refusal.Of(operatorOnly);
        }

        return s_roles.Contains(by.Role)
            ? null
            : Refusal.Of(roleNotAllowed, ("role", by.Role), ("allowed", string.Join(", ", s_roles)));
    }
}
