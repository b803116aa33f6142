using System.Collections.Immutable;

namespace FieldOps.Domain.Sla.Declared;

/// <summary>A declared event as it stands.</summary>
/// <param name="EventId">The entity.</param>
/// <param name="Code">The operator's code; empty before the first event.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">For people.</param>
/// <param name="Areas">Where: <c>Region/County</c>, or <c>Region/*</c>.</param>
/// <param name="From">Beginning, UTC.</param>
/// <param name="Until">End, UTC; null while it lasts.</param>
/// <param name="Orders">The orders that inherit the window.</param>
/// <param name="Withdrawn">It was declared by mistake.</param>
/// <param name="DeclaredBy">Actor id.</param>
public sealed record DeclaredEventState(
    Guid EventId,
    string Code,
    DeclaredEventKind Kind,
    string Reason,
    ImmutableArray<string> Areas,
    DateTimeOffset From,
    DateTimeOffset? Until,
    ImmutableSortedSet<Guid> Orders,
    bool Withdrawn,
    string DeclaredBy)
{
    /// <summary>Before the first event.</summary>
    public static DeclaredEventState None { get; } = new(
        Guid.Empty, string.Empty, DeclaredEventKind.ForceMajeure, string.Empty, [], default, null, [], false,
        string.Empty);

    /// <summary>Who set the window last.</summary>
    public string SetBy { get; init; } = string.Empty;

    /// <summary>The orders whose own pauses name it.</summary>
    public ImmutableSortedSet<Guid> Resting { get; init; } = [];

    /// <summary>Whether it lies over an area.</summary>
    public bool Covers(string region, string county) =>
        Areas.Contains(region + "/*") || Areas.Contains(region + "/" + county);
}

/// <summary>What was declared.</summary>
public enum DeclaredEventKind
{
    /// <summary>Flood, typhoon, earthquake.</summary>
    ForceMajeure,

    /// <summary>The mains of an area have failed, as declared by the grid.</summary>
    AreaOutage,

    /// <summary>Many stations of an area at once: the parent of their orders.</summary>
    MassOutage,
}
