using System.Globalization;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Http;

namespace FieldOps.Compliance.Drill;

/// <summary>Where a page begins: after this row, in the order of trouble, order and clock.</summary>
/// <param name="At">When the trouble began.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Clock">The clock; -1 where rows are orders.</param>
internal sealed record DrillPlace(DateTimeOffset At, Guid OrderId, int Clock)
{
    private const int Parts = 3;

    /// <summary>Before the first row.</summary>
    public static DrillPlace Start { get; } = new(DateTimeOffset.MinValue, Guid.Empty, -1);

    /// <summary>The place that a cursor names; null when it is none of this list.</summary>
    public static DrillPlace? Of(PageQuery page)
    {
        if (page.After(Parts) is not { } key)
        {
            return Start;
        }

        return DateTimeOffset.TryParseExact(
                key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && Guid.TryParseExact(key[1], "D", out var order)
            && int.TryParse(key[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var clock)
            && clock is >= -1 and <= (int)ClockKind.OnLoad
                ? new DrillPlace(at, order, clock)
                : null;
    }

    public string[] ToKey() =>
    [
        At.ToString("O", CultureInfo.InvariantCulture), OrderId.ToString("D"),
        Clock.ToString(CultureInfo.InvariantCulture),
    ];
}
