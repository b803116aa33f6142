using System.Globalization;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Http;

namespace FieldOps.Compliance.Drill;

/// <summary>Where a page begins: after this row, in the order of trouble, order, party and clock.</summary>
/// <param name="At">When the trouble began.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Part">0: the order itself; 1 and up: parties that left it.</param>
/// <param name="Clock">The clock; -1 where rows are orders.</param>
internal sealed record DrillPlace(DateTimeOffset At, Guid OrderId, short Part, int Clock)
{
    private const int Fields = 4;

    /// <summary>Before the first row.</summary>
    public static DrillPlace Start { get; } = new(DateTimeOffset.MinValue, Guid.Empty, 0, -1);

    /// <summary>The place that a cursor names; null when it is none of this list.</summary>
    public static DrillPlace? Of(PageQuery page)
    {
        if (page.After(Fields) is not { } key)
        {
            return Start;
        }

        return DateTimeOffset.TryParseExact(
                key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && Guid.TryParseExact(key[1], "D", out var order)
            && short.TryParse(key[2], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && int.TryParse(key[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var clock)
            && clock is >= -1 and <= (int)ClockKind.OnLoad
                ? new DrillPlace(at, order, part, clock)
                : null;
    }

    public string[] ToKey() =>
    [
        At.ToString("O", CultureInfo.InvariantCulture), OrderId.ToString("D"),
        Part.ToString(CultureInfo.InvariantCulture), Clock.ToString(CultureInfo.InvariantCulture),
    ];
}
