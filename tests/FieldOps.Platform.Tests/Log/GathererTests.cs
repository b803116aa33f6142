using FieldOps.Platform.Log;

namespace FieldOps.Platform.Tests.Log;

public sealed class GathererTests
{
    private const int BatchMax = 16;

    [Fact]
    public async Task Command_BehindAStormThatYields_GoesWithTheNextBatch()
    {
        var batches = new List<int[]>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gatherer = new Gatherer<int, int>(
            "storm",
            async (batch, _) =>
            {
                batches.Add([.. batch.Select(w => w.Request)]);
                started.TrySetResult();
                await gate.Task;
                foreach (var waiting in batch)
                {
                    waiting.Settle(waiting.Request);
                }
            },
            r => r, _ => 1, BatchMax, 1_000);

        var first = gatherer.AskAsync(0, yields: true, default);
        await started.Task;
        var storm = Enumerable.Range(1, 200).Select(n => gatherer.AskAsync(n, yields: true, default)).ToArray();
        var command = gatherer.AskAsync(1_000, default);
        gate.SetResult();
        await command;
        await Task.WhenAll([first, .. storm]);

        batches[1].ShouldContain(1_000);
        // What yields never fills a whole batch, and is never left out of one.
        batches.ShouldAllBe(b => b.Count(r => r < 1_000) >= 1 && b.Count(r => r < 1_000) <= BatchMax / 2);
        batches.SelectMany(b => b).Where(r => r < 1_000).ShouldBe(Enumerable.Range(0, 201));
    }

    [Fact]
    public async Task Requests_OfOneKey_KeepTheirOrderAndNeverShareABatch()
    {
        var batches = new List<string[]>();
        await using var gatherer = new Gatherer<string, string>(
            "keys",
            (batch, _) =>
            {
                batches.Add([.. batch.Select(w => w.Request)]);
                foreach (var waiting in batch)
                {
                    waiting.Settle(waiting.Request);
                }

                return Task.CompletedTask;
            },
            r => r[0], _ => 1, BatchMax, 1_000);

        await Task.WhenAll(Enumerable.Range(0, 90).Select(n => gatherer.AskAsync($"{"abc"[n % 3]}{n:00}", default)));

        foreach (var key in "abc")
        {
            var of = batches.SelectMany(b => b).Where(r => r[0] == key).ToArray();
            of.ShouldBe([.. of.Order(StringComparer.Ordinal)]);
        }

        batches.ShouldAllBe(b => b.Select(r => r[0]).Distinct().Count() == b.Length);
    }
}
