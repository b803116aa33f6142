using System.Globalization;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Compliance.Live;

/// <summary>
/// Pushes the first page of the board: all of it at first, then what changed, as soon as the rows have, and a limit
/// that passes in the moment it does.
/// </summary>
internal sealed class BoardStream(BoardReading board, IAppClock clock, string tenant, int limit)
{
    // Proxies cut connections that are silent for longer.
    private static readonly TimeSpan s_silenceMax = TimeSpan.FromSeconds(15);

    // A timer does not reach as far as a limit may; by then there was a sign of life.
    private static readonly TimeSpan s_lookMax = TimeSpan.FromDays(1);

    private Dictionary<(Guid, string), SlaBoardRow> _shown = [];

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var progress = context.RequestServices.GetRequiredService<IFeedProgress>();
        var given = context.Request.Headers["Last-Event-ID"].FirstOrDefault();
        var seen = 0L;
        if (given is not null && !long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out seen))
        {
            return HttpAnswers.Refuse(SlaAsked.Invalid("Last-Event-ID", "POSITION"));
        }

        // Follows before it looks: what changes in between is told afterwards.
        using var reader = context.RequestServices.GetRequiredService<LiveBoards>().Follow(
            tenant, [SlaNames.Projection]);
        return await EventStreams.AnswerAsync(context, async (events, until) =>
        {
            await CameToAsync(progress, seen, until);
            await WriteAsync(reader, progress, events, until);
        });
    }

    private async Task WriteAsync(
        BoardReader reader, IFeedProgress progress, ServerSentEvents events, CancellationToken until)
    {
        var position = progress.PositionOf(SlaNames.Projection);
        var page = await board.ReadAsync(BoardPlace.Start, limit, until);
        events.Add(position, "board", new BoardShown(position, page));
        _shown = page.ToDictionary(Key);
        while (true)
        {
            await events.SendAsync(until);
            var news = await NewsAsync(reader, until);
            position = Math.Max(position, news ?? progress.PositionOf(SlaNames.Projection));
            if (Difference(position, await board.ReadAsync(BoardPlace.Start, limit, until)) is { } change)
            {
                events.Add(position, "change", change);
            }
            else
            {
                events.Remark();
            }
        }
    }

    // A position of another log is never reached: then what there is must do.
    private static async Task CameToAsync(IFeedProgress progress, long seen, CancellationToken until)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(until);
        patience.CancelAfter(s_silenceMax);
        try
        {
            await progress.WaitAsync(SlaNames.Projection, seen, patience.Token);
        }
        catch (OperationCanceledException) when (!until.IsCancellationRequested)
        {
            // Told below as it is.
        }
    }

    // Null: nothing was told, but time has passed, perhaps a limit.
    private async Task<long?> NewsAsync(BoardReader reader, CancellationToken until)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(until);
        patience.CancelAfter(s_silenceMax);
        var passing = EndWithLimitAsync(patience);
        try
        {
            return (await reader.TakeAsync(patience.Token)).Max(n => n.Position);
        }
        catch (OperationCanceledException) when (!until.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await patience.CancelAsync();
            await passing;
        }
    }

    // A limit is broken by the first instant after it.
    private async Task EndWithLimitAsync(CancellationTokenSource patience)
    {
        var next = _shown.Values.Where(r => r.State == SlaNames.Running).Min(r => r.DueAt);
        if (next is not { } due)
        {
            return;
        }

        try
        {
            var latest = clock.Now + s_lookMax;
            await clock.WaitUntilAsync(due < latest ? due.AddMilliseconds(1) : latest, patience.Token);
            await patience.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // News came first, or the reader has gone.
        }
    }

    private BoardChange? Difference(long position, List<SlaBoardRow> page)
    {
        var now = page.ToDictionary(Key);
        SlaBoardRow[] changed = [.. page.Where(r => !_shown.TryGetValue(Key(r), out var old) || !IsAlike(old, r))];
        ClockKey[] gone =
            [.. _shown.Values.Where(r => !now.ContainsKey(Key(r))).Select(r => new ClockKey(r.OrderId, r.Clock))];
        _shown = now;
        return changed.Length + gone.Length == 0 ? null : new BoardChange(position, changed, gone);
    }

    // Minutes that run down are no news: a screen counts them itself from the due time.
    private static bool IsAlike(SlaBoardRow one, SlaBoardRow other) =>
        one with { RemainingMinutes = 0 } == other with { RemainingMinutes = 0 };

    private static (Guid, string) Key(SlaBoardRow row) => (row.OrderId, row.Clock);
}

/// <summary>The board as a reader begins with it.</summary>
/// <param name="Position">The log position that it reflects at least.</param>
/// <param name="Rows">Clocks, next to breach first.</param>
internal sealed record BoardShown(long Position, IReadOnlyList<SlaBoardRow> Rows);

/// <summary>What changed on the board since the event before.</summary>
/// <param name="Position">The log position that it reflects at least.</param>
/// <param name="Changed">Clocks that are new on it or no longer as they were; they stand by their due time.</param>
/// <param name="Gone">Clocks that are no longer on it: stopped, or pushed off by others that are due before.</param>
internal sealed record BoardChange(
    long Position, IReadOnlyList<SlaBoardRow> Changed, IReadOnlyList<ClockKey> Gone);

/// <summary>A clock of an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Clock">The clock.</param>
internal sealed record ClockKey(Guid OrderId, string Clock);
