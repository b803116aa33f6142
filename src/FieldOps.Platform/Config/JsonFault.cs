namespace FieldOps.Platform.Config;

/// <summary>One thing wrong with a JSON document that is well formed.</summary>
/// <param name="Path">Where: <c>$.items[3].severity</c>.</param>
/// <param name="Fault">
/// <c>missing</c>, <c>unknown-member</c>, <c>null</c>, <c>wrong-type</c>, <c>wrong-value</c>,
/// <c>control-character</c>, or a slice's own word.
/// </param>
/// <param name="Expected">What would be right: a type, or the words allowed; null when nothing helps.</param>
public sealed record JsonFault(string Path, string Fault, string? Expected = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Expected is null ? $"{Path}: {Fault}" : $"{Path}: {Fault} (expected {Expected})";
}
