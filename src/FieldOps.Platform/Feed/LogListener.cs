using System.Globalization;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Keeps the tail up to date with what other processes commit: LISTEN/NOTIFY, and polling as the net.
/// </summary>
/// <param name="database">The log's.</param>
/// <param name="tail">What is kept up to date.</param>
/// <param name="epoch">Told when the log is not the one that was read.</param>
/// <param name="ownCommitGrace">
/// An own commit is offered to the tail right after its notification: the pause saves reading it from the database.
/// </param>
/// <param name="logger">Where losses are told.</param>
internal sealed partial class LogListener(
    NpgsqlDataSource database, LogTail tail, LogEpoch epoch, TimeSpan ownCommitGrace, ILogger logger)
{
    /// <summary>Events that are looked at again after the connection was lost.</summary>
    private const int CheckedMax = 64;

    private static readonly TimeSpan s_pollEvery = TimeSpan.FromSeconds(1);

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
        var heard = new Pulse();
        var told = 0L;
        connection.Notification += (_, n) =>
        {
            Volatile.Write(ref told, long.Parse(n.Payload, CultureInfo.InvariantCulture));
            heard.Beat();
        };
        await using (var listen = new NpgsqlCommand("listen fieldops_log", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // No database is put in another's place under a connection.
        var read = Array.ConvertAll(
            tail.Newest(CheckedMax), e => new EventMark(e.Position, e.CommandId, e.RecordedAt));
        await epoch.CheckAsync(read, cancellationToken);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hearing = HearAsync(connection, ended.Token);
        var following = FollowAsync(heard, () => Volatile.Read(ref told), ended.Token);
        try
        {
            await await Task.WhenAny(hearing, following);
        }
        finally
        {
            // A connection that still waits cannot be closed: that failure would hide the one that led here.
            await ended.CancelAsync();
            await Task.WhenAny(Task.WhenAll(hearing, following));
        }
    }

    // Notifications are taken in as fast as they come: a listener that dawdles fills the server's queue.
    private static async Task HearAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private async Task FollowAsync(Pulse heard, Func<long> told, CancellationToken cancellationToken)
    {
        var checkedAt = 0L;
        while (true)
        {
            if (checkedAt == 0 || TimeProvider.System.GetElapsedTime(checkedAt) >= s_pollEvery)
            {
                await epoch.CheckAsync(tail.Last, cancellationToken);
                checkedAt = TimeProvider.System.GetTimestamp();
            }

            var asked = tail.Asked.Next;
            var next = heard.Next;
            var poll = Task.Delay(s_pollEvery, TimeProvider.System, cancellationToken);
            if (await Task.WhenAny(next, asked, poll) == next)
            {
                await Task.Delay(ownCommitGrace, TimeProvider.System, cancellationToken);
                if (told() <= tail.Last)
                {
                    continue;
                }
            }

            await tail.CatchUpAsync(long.MaxValue, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message =
        "The log's notifications were lost; listens again.")]
    private static partial void Lost(ILogger logger, Exception failure);
}
