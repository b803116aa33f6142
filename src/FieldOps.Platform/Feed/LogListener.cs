using System.Globalization;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>Keeps the tail up to date with what other processes commit: LISTEN/NOTIFY, and polling as the net.</summary>
internal sealed partial class LogListener(NpgsqlDataSource database, LogTail tail, ILogger logger)
{
    private static readonly TimeSpan s_pollEvery = TimeSpan.FromSeconds(1);

    // An own commit is offered to the tail right after its notification: the pause saves reading it from the database.
    private static readonly TimeSpan s_ownCommitGrace = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Lost(logger, failure);
                await Task.Delay(s_pollEvery, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var told = 0L;
        connection.Notification += (_, n) => told = long.Parse(n.Payload, CultureInfo.InvariantCulture);
        await using (var listen = new NpgsqlCommand("listen fieldops_log", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var notified = connection.WaitAsync(ended.Token);
        try
        {
            while (true)
            {
                var asked = tail.Asked.Next;
                var poll = Task.Delay(s_pollEvery, TimeProvider.System, cancellationToken);
                var first = await Task.WhenAny(notified, asked, poll);
                if (first == notified)
                {
                    await notified;
                    await Task.Delay(s_ownCommitGrace, TimeProvider.System, cancellationToken);
                    notified = connection.WaitAsync(ended.Token);
                }

                if (first != notified || Volatile.Read(ref told) > tail.Last)
                {
                    await tail.CatchUpAsync(cancellationToken);
                }
            }
        }
        finally
        {
            // A connection that still waits cannot be closed: that failure would hide the one that led here.
            await ended.CancelAsync();
            await Task.WhenAny(notified);
        }
    }

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "The log's notifications were lost; listens again.")]
    private static partial void Lost(ILogger logger, Exception failure);
}
