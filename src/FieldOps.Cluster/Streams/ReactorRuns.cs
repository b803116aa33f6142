using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.Options;

namespace FieldOps.Cluster.Streams;

/// <summary>One run a reactor, shared by its partitions in this silo.</summary>
internal sealed class ReactorRuns(
    StreamPlan plan, IEntities entities, StuckItems stuck, IFeedProgress progress, IOptions<FeedOptions> options)
    : IAsyncDisposable
{
    private readonly Dictionary<string, ReactorRun> _runs = plan.Reactors.ToDictionary(
        r => r.Name,
        r => new ReactorRun(
            r, entities, stuck, progress, TimeSpan.FromSeconds(options.Value.UnreadTargetSeconds)),
        StringComparer.Ordinal);

    public ReactorRun Of(Reactor reactor) => _runs[reactor.Name];

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs.Values)
        {
            await run.DisposeAsync();
        }
    }
}
