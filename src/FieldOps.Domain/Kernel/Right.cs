using System.Collections.Immutable;

namespace FieldOps.Domain.Kernel;

/// <summary>
/// Something that may be done to the product's objects, and the roles that may do it. Each capability declares its
/// rights in one table; entities ask them before they decide, and every endpoint that changes state names the one it
/// needs.
/// </summary>
public sealed class Right
{
    private Right(string name, ImmutableArray<string> roles) => (Name, Roles) = (name, roles);

    /// <summary>Stable word: <c>lots.keep</c>.</summary>
    public string Name { get; }

    /// <summary>The roles that have it, of <see cref="ActorRoles"/>.</summary>
    public ImmutableArray<string> Roles { get; }

    /// <summary>A right of these roles.</summary>
    public static Right Of(string name, params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (!ActorRoles.All.Contains(role))
            {
                throw new ArgumentException($"'{role}' is no role.", nameof(roles));
            }
        }

        return new Right(name, [.. roles]);
    }

    /// <summary>
    /// Whether the actor has it: by its role, and on the side that the role belongs to. An operator's role carried by a
    /// contractor's person, or the other way about, gives nothing.
    /// </summary>
    public bool Allows(Actor by) => Roles.Contains(by.Role) && ActorRoles.IsOnSide(by.Role, by.IsOperator);

    /// <summary>
    /// <c>actor.role-not-allowed</c> with facts <c>role</c>, <c>right</c>, <c>allowed</c>; null when the actor may.
    /// </summary>
    public Refusal? RefusalOf(Actor by) => Allows(by)
        ? null
        : Refusal.Of(
            ActorRefusals.RoleNotAllowed, ("role", by.Role), ("right", Name),
            ("allowed", string.Join(", ", Roles.Where(r => r != ActorRoles.System))));
}
