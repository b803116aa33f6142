using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>Several who run one reactor side by side, as a silo's partitions do.</summary>
public sealed class ReactorRunTests : IAsyncLifetime
{
    private const int Count = 8;
    private TestDatabase _database = null!;
    private PlatformUnderTest _platform = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        _platform = await StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Batches_ThatComeWhileOthersAreMade_AreMadeTogetherAndHaveTheirEffects()
    {
        var batches = await BatchesAsync();
        var mirror = new GatedMirror();
        await using var run = Run(mirror);

        var first = RunAsync(run, batches[0]);
        await mirror.Preparing;
        var others = batches.Skip(1).Select(b => RunAsync(run, b)).ToArray();
        mirror.Open();
        await Task.WhenAll([first, .. others]);

        mirror.Prepared.ShouldBe([1, Count - 1]);
        (await TotalAsync()).ShouldBe(Count);
    }

    [Fact]
    public async Task Batch_WhoseReactionsCannotBeMade_FailsAloneAndSendsNothing()
    {
        var batches = await BatchesAsync();
        var mirror = new GatedMirror();
        await using var run = Run(mirror);

        var first = RunAsync(run, batches[0]);
        await mirror.Preparing;
        var bad = run.RunAsync(batches[1], (_, _) => throw new InvalidOperationException("poison"), _ => { }, default);
        var others = batches.Skip(2).Select(b => RunAsync(run, b)).ToArray();
        mirror.Open();
        await Task.WhenAll([first, .. others]);

        (await Should.ThrowAsync<InvalidOperationException>(bad)).Message.ShouldBe("poison");
        mirror.Prepared.ShouldBe([1, Count - 1]);
        (await TotalAsync()).ShouldBe(Count - 1);
    }

    [Fact]
    public async Task Caller_ThatLeaves_HoldsNobodyUpAndTakesNobodyAlong()
    {
        var batches = await BatchesAsync();
        var mirror = new GatedMirror();
        await using var run = Run(mirror);
        using var leaving = new CancellationTokenSource();

        var first = RunAsync(run, batches[0]);
        await mirror.Preparing;
        var left = run.RunAsync(batches[1], (e, _) => Task.FromResult(Reactions(mirror, e)), _ => { }, leaving.Token);
        var stays = RunAsync(run, batches[2]);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        mirror.Open();
        await Task.WhenAll(first, stays);

        (await TotalAsync()).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Cursors_MovedAtTheSameTime_EachLearnsWhetherItsOwnMoved()
    {
        var cursors = _platform.Get<CursorStore>();
        await cursors.LoadAsync("one", default);
        await cursors.LoadAsync("two", default);
        // No cursor goes beyond the log's end.
        await BatchesAsync();

        var moves = Enumerable.Range(0, Partitions.Count).Select(p => cursors.MoveAsync("one", p, 0, p + 1, default));
        var lost = cursors.MoveAsync("two", 3, 17, 18, default);
        await Task.WhenAll(moves);

        (await Should.ThrowAsync<CursorLostException>(lost)).Message.ShouldStartWith("two");
        (await cursors.LoadAsync("one", default)).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        (await cursors.LoadAsync("two", default)).ShouldAllBe(position => position == 0);
    }

    private static Reaction[] Reactions(Reactor reactor, RecordedEvent happened) => [.. reactor.React(happened)];

    private static Task RunAsync(ReactorRun run, IReadOnlyList<RecordedEvent> batch) =>
        run.RunAsync(batch, (e, _) => Task.FromResult(Reactions(run.Reactor, e)), _ => { }, default);

    private ReactorRun Run(Reactor reactor) =>
        new(reactor, _platform.Entities, _platform.Get<StuckItems>(), _platform.Progress, TimeSpan.MaxValue);

    // One event each.
    private async Task<RecordedEvent[][]> BatchesAsync()
    {
        for (var n = 0; n < Count; n++)
        {
            await _platform.AcceptedAsync(Key(n), new Add(1), $"add {n}");
        }

        var events = await _platform.Get<LogTail>().ReadAsync(0, 100, default);
        return [.. events.Select(e => (RecordedEvent[])[e])];
    }

    private async Task<long> TotalAsync()
    {
        var mirrors = await Task.WhenAll(Enumerable.Range(0, Count).Select(
            n => _platform.Entities.ReadAsync(Key(n, Mirror.TargetType), default)));
        return mirrors.Sum(m => (long)((CounterView)m.View).Total);
    }

    /// <summary>A mirror whose first preparation waits to be let go.</summary>
    private sealed class GatedMirror : Mirror
    {
        private readonly TaskCompletionSource _preparing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Preparing => _preparing.Task;

        /// <summary>Events of each preparation.</summary>
        public List<int> Prepared { get; } = [];

        public void Open() => _gate.SetResult();

        public override async Task PrepareAsync(
            IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
        {
            Prepared.Add(batch.Count);
            _preparing.TrySetResult();
            await _gate.Task.WaitAsync(cancellationToken);
        }
    }
}
