namespace FieldOps.Domain.Kernel;

/// <summary>Why an actor may not do something, whatever it is.</summary>
public static class ActorRefusals
{
    /// <summary>
    /// The role may not do this. Facts: <c>role</c>; <c>right</c> and <c>allowed</c> where one right was asked.
    /// </summary>
    public const string RoleNotAllowed = "actor.role-not-allowed";
}
