namespace FieldOps.Platform.Http;

/// <summary>
/// Runs the items of a batch: those to one entity one after the other in the order sent, different entities side by
/// side.
/// </summary>
public static class BatchRun
{
    // Enough to fill a group commit from one batch, few enough that two batches leave room for other callers.
    private const int SideBySideMax = 256;

    /// <summary>Runs all items and gives their outcomes in the order sent.</summary>
    /// <param name="targets">The entity of each item.</param>
    /// <param name="run">Runs the item with this index and never throws for what an item did wrong.</param>
    public static async Task<BatchItemOutcome[]> ForEachAsync(
        IReadOnlyList<Guid> targets, Func<int, Task<BatchItemOutcome>> run)
    {
        var outcomes = new BatchItemOutcome[targets.Count];
        var chains = ChainsOf(targets);
        var next = -1;
        async Task WorkAsync()
        {
            int mine;
            while ((mine = Interlocked.Increment(ref next)) < chains.Count)
            {
                foreach (var index in chains[mine])
                {
                    outcomes[index] = await run(index);
                }
            }
        }

        var workers = new Task[Math.Min(SideBySideMax, chains.Count)];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = WorkAsync();
        }

        await Task.WhenAll(workers);
        return outcomes;
    }

    private static List<List<int>> ChainsOf(IReadOnlyList<Guid> targets)
    {
        var byTarget = new Dictionary<Guid, List<int>>(targets.Count);
        var chains = new List<List<int>>(targets.Count);
        for (var i = 0; i < targets.Count; i++)
        {
            if (!byTarget.TryGetValue(targets[i], out var chain))
            {
                byTarget.Add(targets[i], chain = new List<int>(1));
                chains.Add(chain);
            }

            chain.Add(i);
        }

        return chains;
    }
}
