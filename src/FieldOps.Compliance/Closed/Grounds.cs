using System.Collections.Immutable;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// Why something is counted or left out: the attribution of an archived order, or one of these words.
/// </summary>
internal static class Grounds
{
    /// <summary>The order was cancelled.</summary>
    public const string Cancelled = "order-cancelled";

    /// <summary>The order was closed because nobody took it.</summary>
    public const string Refused = "order-refused";

    /// <summary>The clock was not to be judged: a declared event.</summary>
    public const string Suppressed = "clock-suppressed";

    /// <summary>The clock never started, or the order ended without needing it.</summary>
    public const string NotNeeded = "clock-not-needed";

    /// <summary>The order is not ended yet.</summary>
    public const string Open = "order-open";

    /// <summary>Of orders that were not archived.</summary>
    public static ImmutableArray<string> NotArchived { get; } = [Cancelled, Refused];

    /// <summary>Of clocks that were not judged.</summary>
    public static ImmutableArray<string> Unjudged { get; } = [Suppressed, NotNeeded];
}
