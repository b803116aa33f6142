namespace FieldOps.Import;

/// <summary>Collects problems up to a bound and counts those beyond it.</summary>
public sealed class ProblemList(int capacity = ImportLimits.DefaultProblemsMax)
{
    private readonly List<ImportProblem> _items = [];

    /// <summary>The first problems, in the order in which they were met.</summary>
    public IReadOnlyList<ImportProblem> Items => _items;

    /// <summary>All problems met, those beyond the bound included.</summary>
    public int Count { get; private set; }

    public void Add(ImportProblem problem)
    {
        Count++;
        if (_items.Count < capacity)
        {
            _items.Add(problem);
        }
    }

    public void AddRange(IEnumerable<ImportProblem> problems)
    {
        foreach (var problem in problems)
        {
            Add(problem);
        }
    }

    /// <summary>Drains a streaming import: values are returned, problems are kept here.</summary>
    public async Task<IReadOnlyList<T>> CollectAsync<T>(
        IAsyncEnumerable<ImportRow<T>> rows,
        CancellationToken cancellation = default)
        where T : class
    {
        var values = new List<T>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (row.Value is not null)
            {
                values.Add(row.Value);
            }

            if (row.Problem is not null)
            {
                Add(row.Problem);
            }
        }

        return values;
    }
}
