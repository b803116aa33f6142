using FieldOps.Cluster.Streams;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Streams;

namespace FieldOps.Cluster.Boards;

/// <summary>
/// Puts what this silo's projections say on the companies' board streams. What is not sent yet is put together, so a
/// busy log makes no more bulletins than a quiet one, and a stream that does not take one is asked again.
/// </summary>
internal sealed partial class BoardPost(IServiceProvider services, ILogger<BoardPost> logger)
    : BackgroundService, IBoardPost
{
    // People do not read faster; on a busy log it saves nine bulletins of ten.
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Pulse _posted = new();
    private Dictionary<(string Tenant, string Board), BoardNews> _waiting = [];

    public void Post(string board, IReadOnlyList<RecordedEvent> batch, long position)
    {
        foreach (var tenant in batch.Select(e => e.Key.Tenant).Distinct())
        {
            Keep(BoardNews.Of(board, tenant, batch, position));
        }

        _posted.Beat();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var posted = _posted.Next;
            await Task.WhenAll(Take().GroupBy(n => n.Tenant).Select(g => SendAsync(g.Key, [.. g], stoppingToken)));
            await Task.WhenAny(Task.Delay(s_breath, TimeProvider.System, stoppingToken));
            await Task.WhenAny(posted.WaitAsync(stoppingToken));
        }
    }

    private async Task SendAsync(string tenant, BoardNews[] news, CancellationToken cancellationToken)
    {
        try
        {
            var bulletin = BoardBulletin.Of(tenant, news);
            await services.GetRequiredKeyedService<IStreamProvider>(BoardStreams.Provider)
                .GetStream<BoardBulletin>(BoardStreams.Of(tenant)).OnNextAsync(bulletin).WaitAsync(cancellationToken);
            StreamMetrics.Bulletin(bulletin.Items.Length);
        }
        // Whatever it is: screens are told later, and a silo does not end for it.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Array.ForEach(news, Keep);
            _posted.Beat();
            NotSent(logger, failure, tenant);
        }
    }

    private void Keep(BoardNews news)
    {
        lock (_gate)
        {
            var key = (news.Tenant, news.Board);
            _waiting[key] = _waiting.TryGetValue(key, out var before) ? before.With(news) : news;
        }
    }

    private IReadOnlyCollection<BoardNews> Take()
    {
        lock (_gate)
        {
            var taken = _waiting.Values;
            _waiting = [];
            return taken;
        }
    }
}
