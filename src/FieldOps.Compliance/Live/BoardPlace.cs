using System.Globalization;
using FieldOps.Platform.Http;

namespace FieldOps.Compliance.Live;

/// <summary>Where a page of the board begins: after this row.</summary>
/// <param name="Due">When its clock is due; null before the first row.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="Clock">Its clock.</param>
internal sealed record BoardPlace(DateTimeOffset? Due, Guid OrderId, string Clock)
{
    private const int Parts = 3;

    public static BoardPlace Start { get; } = new(null, Guid.Empty, string.Empty);

    /// <summary>The place that a cursor names; null when it is none of the board.</summary>
    public static BoardPlace? Of(PageQuery page)
    {
        if (page.After(Parts) is not { } key)
        {
            return Start;
        }

        return DateTimeOffset.TryParseExact(
                key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            && Guid.TryParseExact(key[1], "D", out var order)
                ? new BoardPlace(due, order, key[2])
                : null;
    }

    public static string[] KeyOf(SlaBoardRow row) =>
    [
        (row.DueAt ?? DateTimeOffset.MaxValue).ToString("O", CultureInfo.InvariantCulture), row.OrderId.ToString("D"),
        row.Clock,
    ];
}
