namespace FieldOps.Cluster.Deadlines;

/// <summary>
/// Touches on their way, one a shard at most: a shard that does not answer is touched again when it has, or when its
/// touch has timed out. Else what waits for it, and for a directory that hangs, would pile up without end.
/// </summary>
/// <param name="count">Shards.</param>
/// <param name="touch">Touches one.</param>
internal sealed class ShardTouches(int count, Func<int, Task> touch)
{
    private readonly Task[] _underWay = [.. Enumerable.Repeat(Task.CompletedTask, count)];

    /// <summary>Touches every shard that has answered.</summary>
    /// <returns>What became of touches of before; none where all were answered.</returns>
    public IReadOnlyList<Exception> Begin()
    {
        var failures = new List<Exception>();
        for (var shard = 0; shard < count; shard++)
        {
            var last = _underWay[shard];
            if (!last.IsCompleted)
            {
                continue;
            }

            if (last.Exception is { InnerException: { } failure })
            {
                failures.Add(failure);
            }

            _underWay[shard] = TouchAsync(shard);
        }

        return failures;
    }

    // What fails at once fails like what fails later.
    private async Task TouchAsync(int shard) => await touch(shard);
}
