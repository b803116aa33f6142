namespace FieldOps.Import;

/// <summary>
/// One step of a streaming import: a value, a problem, or both when the row is kept although something is missing.
/// </summary>
public readonly record struct ImportRow<T>(T? Value, ImportProblem? Problem)
    where T : class;

internal static class ImportRow
{
    public static ImportRow<T> Good<T>(T value)
        where T : class => new(value, null);

    public static ImportRow<T> Bad<T>(ImportProblem problem)
        where T : class => new(null, problem);
}
