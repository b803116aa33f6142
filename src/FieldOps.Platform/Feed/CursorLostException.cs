namespace FieldOps.Platform.Feed;

/// <summary>
/// A consumer's cursor is not where the consumer left it: its transaction is rolled back, it begins again.
/// </summary>
public sealed class CursorLostException(string consumer, string reason) : Exception($"{consumer}: {reason}.")
{
    internal static CursorLostException OfAnotherEpoch(string consumer, int own, int log) => new(
        consumer,
        FormattableString.Invariant($"its cursor is of epoch {own}, the log of epoch {log}: ")
            + "./fieldops rebuild NAME makes a read model anew, ./fieldops epoch rewind NAME lets a reactor go on");

    internal static CursorLostException BeyondTheLog(string consumer, long position, long end) => new(
        consumer,
        FormattableString.Invariant($"its cursor is at {position}, beyond the log's end {end}: an older copy of the ")
            + "log stands in its place, raise its epoch with ./fieldops epoch raise");
}
