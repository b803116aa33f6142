namespace FieldOps.Platform.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
/// <param name="Position">The log position that the list reflects at least.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Position);
