using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Warnings;

/// <summary>The watch over a running month as its events left it.</summary>
/// <param name="Month">Which month of whom; null before the first event.</param>
/// <param name="Checks">Checks so far.</param>
/// <param name="NextCheckAt">UTC; null when there is none to come.</param>
/// <param name="HoursBetween">From one check to the next.</param>
/// <param name="Warnings">Warnings in the order of raising.</param>
public sealed record MonthWatchState(
    MonthRef? Month,
    int Checks,
    DateTimeOffset? NextCheckAt,
    int HoursBetween,
    ImmutableArray<EarlyWarning> Warnings)
{
    /// <summary>Entity type of a watch.</summary>
    public const string EntityType = "month-watch";

    /// <summary>Before the first event.</summary>
    public static MonthWatchState None { get; } = new(null, 0, null, 0, []);

    /// <summary>The id of a month's watch.</summary>
    public static Guid IdOf(Guid month) => NameBasedId.Of(month, EntityType);

    /// <summary>The id of a warning.</summary>
    public static Guid WarningIdOf(Guid month, string indicator, string level) =>
        NameBasedId.Of(month, $"warning/{indicator}/{level}");
}

/// <summary>A warning.</summary>
/// <param name="WarningId">Follows from month, indicator and level.</param>
/// <param name="Finding">What was found last.</param>
/// <param name="Status">Whether it holds.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="ClosedAt">UTC; null while it holds.</param>
/// <param name="Relapses">How often it came back.</param>
public sealed record EarlyWarning(
    Guid WarningId,
    WarningFinding Finding,
    WarningStatus Status,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ClosedAt,
    int Relapses);

/// <summary>Whether a warning holds.</summary>
public enum WarningStatus
{
    /// <summary>It holds.</summary>
    Open,

    /// <summary>It recovered.</summary>
    Recovered,

    /// <summary>It held until the month was over.</summary>
    MonthOver,
}

/// <summary>Why a watch says no.</summary>
public static class MonthWatchRefusals
{
    /// <summary>The month is not watched.</summary>
    public const string Unknown = "month-watch.unknown";

    /// <summary>Only the product watches.</summary>
    public const string SystemOnly = "month-watch.system-only";
}
