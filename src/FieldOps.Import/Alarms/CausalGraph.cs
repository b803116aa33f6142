namespace FieldOps.Import;

/// <summary>The true causes among the alarm types of a log: an edge from cause to symptom, without weights.</summary>
public sealed class CausalGraph
{
    private readonly bool[,] _edges;

    internal CausalGraph(bool[,] edges) => _edges = edges;

    public int Types => _edges.GetLength(0);

    public bool Causes(int cause, int symptom) => _edges[cause, symptom];

    /// <summary>The types that nothing causes.</summary>
    public IReadOnlyList<int> Roots =>
        [.. Enumerable.Range(0, Types).Where(t => !Enumerable.Range(0, Types).Any(c => _edges[c, t]))];

    /// <summary>Reads the first *.npy of a .tar.gz, a square matrix of integers or booleans.</summary>
    public static async Task<CausalGraph?> ReadTarGzAsync(
        Stream stream, ProblemList problems, ImportLimits? limits = null, CancellationToken cancellation = default)
    {
        await using var archive = new PackedFile(stream, limits ?? ImportLimits.Default);
        var (content, problem) = await archive.FindAsync(".npy", cancellation);
        if (content is null)
        {
            problems.Add(problem!);
            return null;
        }

        try
        {
            return await NpyMatrix.ReadAsync(content, cancellation) is { } edges
                ? new CausalGraph(edges)
                : Refuse(problems, FieldProblems.Malformed("npy", 1, 1, "header"));
        }
        catch (Exception broken) when (broken is EndOfStreamException or InvalidDataException)
        {
            return Refuse(problems, FileProblems.ArchiveBroken(0));
        }
    }

    private static CausalGraph? Refuse(ProblemList problems, ImportProblem problem)
    {
        problems.Add(problem);
        return null;
    }
}
