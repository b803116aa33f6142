using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Http.Changes;

/// <summary>
/// One reader's server-sent events. The event id is the log position, so a reader resumes where it broke off.
/// </summary>
internal sealed class ChangeStream(ServerSentEvents events, IEventFeed feed, string tenant)
{
    private const int ReadMax = 500;

    /// <summary>Writes until the reader leaves or the host stops.</summary>
    public async Task RunAsync(long after, CancellationToken until)
    {
        events.Remark(FormattableString.Invariant($" from {after}"));
        await events.SendAsync(until);
        while (true)
        {
            var batch = await events.WaitAsync(silence => NextAsync(after, silence), until);
            foreach (var happened in batch)
            {
                if (happened.Key.Tenant == tenant)
                {
                    events.Add(happened.Position, "change", Change.Of(happened));
                }
            }

            // Moves the reader's last id past other companies' events.
            after = batch[^1].Position;
            events.Pass(after);
            await events.SendAsync(until);
        }
    }

    private async Task<IReadOnlyList<RecordedEvent>> NextAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = await feed.ReadAsync(after, ReadMax, cancellationToken);
            if (batch.Count > 0)
            {
                return batch;
            }

            await feed.WaitBeyondAsync(after, cancellationToken);
        }
    }
}
