namespace FieldOps.Platform.Feed;

/// <summary>
/// A consumer's cursor is not where the consumer left it: its transaction is rolled back, it begins again.
/// </summary>
public sealed class CursorLostException(string consumer, string reason) : Exception($"{consumer}: {reason}.");
