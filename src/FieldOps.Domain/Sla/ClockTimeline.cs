using System.Collections.Immutable;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>
/// Why a clock stands as it does: its time from start to stop in pieces, none left out, none counted twice. Where a
/// pause and closing hours meet, the hours come first: what is closed costs no pause.
/// </summary>
public static class ClockTimeline
{
    /// <summary>The pieces of one clock, in order, half-open, neighbours different.</summary>
    /// <param name="from">When the clock started.</param>
    /// <param name="to">When it stopped, or until when it is looked at.</param>
    /// <param name="pauses">Spans in which it rested, with the reason.</param>
    /// <param name="waits">Spans in which the crew waited for the operator's decision while the clock ran.</param>
    /// <param name="hours">Its hours; null: around the clock.</param>
    public static ImmutableArray<ClockPiece> Of(
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<ClockRest> pauses,
        IReadOnlyList<PauseSpan> waits,
        OpenTime? hours)
    {
        ArgumentNullException.ThrowIfNull(pauses);
        ArgumentNullException.ThrowIfNull(waits);
        var open = hours?.Spans(from, to).ToList();
        var edges = pauses.SelectMany(p => Edges(p.Span))
            .Concat(waits.SelectMany(Edges))
            .Concat(open?.SelectMany(o => new[] { o.From, o.To }) ?? [])
            .Where(e => e > from && e < to)
            .Append(from).Append(to).Distinct().Order().ToList();
        var pieces = ImmutableArray.CreateBuilder<ClockPiece>();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            Add(pieces, Piece(edges[i], edges[i + 1], pauses, waits, open));
        }

        return pieces.ToImmutable();
    }

    private static ClockPiece Piece(
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<ClockRest> pauses,
        IReadOnlyList<PauseSpan> waits,
        List<(DateTimeOffset From, DateTimeOffset To)>? open)
    {
        if (open is not null && !open.Exists(o => o.From <= from && from < o.To))
        {
            return new ClockPiece(from, to, ClockPieceKind.Closed, TimeSpentBy.Outside);
        }

        foreach (var pause in pauses)
        {
            if (Holds(pause.Span, from))
            {
                return new ClockPiece(from, to, ClockPieceKind.Paused, pause.By, pause.Reason, pause.Reference);
            }
        }

        var by = waits.Any(w => Holds(w, from)) ? TimeSpentBy.Operator : TimeSpentBy.Contractor;
        return new ClockPiece(from, to, ClockPieceKind.Running, by);
    }

    private static void Add(ImmutableArray<ClockPiece>.Builder pieces, ClockPiece piece)
    {
        if (pieces.Count > 0 && pieces[^1] with { From = piece.From, To = piece.To } == piece)
        {
            pieces[^1] = pieces[^1] with { To = piece.To };
        }
        else
        {
            pieces.Add(piece);
        }
    }

    private static bool Holds(PauseSpan span, DateTimeOffset at) =>
        span.From <= at && (span.To is null || at < span.To);

    private static IEnumerable<DateTimeOffset> Edges(PauseSpan span) =>
        span.To is { } end ? [span.From, end] : [span.From];
}

/// <summary>A span in which a clock rested.</summary>
/// <param name="Span">When.</param>
/// <param name="By">Whose time it was.</param>
/// <param name="Reason">Why, as a word.</param>
/// <param name="Reference">Which pause, declared event or assignment; null for none.</param>
public sealed record ClockRest(PauseSpan Span, TimeSpentBy By, string Reason, string? Reference);

/// <summary>A piece of a clock's time.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC.</param>
/// <param name="Kind">What the clock did.</param>
/// <param name="By">Whose time it was.</param>
/// <param name="Reason">Why it rested.</param>
/// <param name="Reference">The pause, declared event or assignment behind it.</param>
public sealed record ClockPiece(
    DateTimeOffset From,
    DateTimeOffset To,
    ClockPieceKind Kind,
    TimeSpentBy By,
    string? Reason = null,
    string? Reference = null);

/// <summary>What a clock did.</summary>
public enum ClockPieceKind
{
    /// <summary>It ran: the time counts.</summary>
    Running,

    /// <summary>It rested in a pause, window or absence that counts.</summary>
    Paused,

    /// <summary>Outside the hours of its calendar.</summary>
    Closed,
}

/// <summary>Whose time a piece was.</summary>
public enum TimeSpentBy
{
    /// <summary>The party that had the order.</summary>
    Contractor,

    /// <summary>The operator: a decision or a spare was awaited.</summary>
    Operator,

    /// <summary>Neither: weather, landlord, grid, customer, another party that had the order, closing hours.</summary>
    Outside,
}
