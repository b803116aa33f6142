using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Compliance.Closed;

/// <summary>What cells count: each clock under its own number, and whole orders.</summary>
internal static class Measures
{
    /// <summary>The measure of whole orders.</summary>
    public static int Orders { get; } = Enum.GetValues<ClockKind>().Length;

    /// <summary>The columns of the cells by measure.</summary>
    public static ImmutableArray<string> Columns { get; } =
        [.. Enum.GetValues<ClockKind>().Select(c => SlaNames.Of(c).Replace('-', '_')), "orders"];
}
