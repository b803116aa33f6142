using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// The orders of a month as some 130 bytes each. Words that many orders share are written once, and are one string
/// again when they are read.
/// </summary>
public sealed class OrderFactsPack : SnapshotPack<ImmutableSortedDictionary<Guid, OrderFact>>
{
    /// <inheritdoc/>
    public override void Write(BinaryWriter to, ImmutableSortedDictionary<Guid, OrderFact> part)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(part);
        var words = Words(part.Values);
        to.Write7BitEncodedInt(words.Count);
        foreach (var word in words.Keys)
        {
            to.Write(word);
        }

        to.Write7BitEncodedInt(part.Count);
        foreach (var order in part.Values)
        {
            Write(to, order, words);
        }
    }

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<Guid, OrderFact> Read(ReadOnlySpan<byte> pack)
    {
        var from = new PackReader(pack);
        var words = from.Many((ref PackReader f) => f.Text());
        var orders = ImmutableSortedDictionary.CreateBuilder<Guid, OrderFact>();
        for (var left = from.Count(); left > 0; left--)
        {
            var order = ReadOrder(ref from, words);
            orders.Add(order.OrderId, order);
        }

        return orders.ToImmutable();
    }

    // In the order of their numbers: a dictionary from which nothing was taken gives them back as they came.
    private static Dictionary<string, int> Words(IEnumerable<OrderFact> orders)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            Add(order.AssetClass);
            Add(order.WorkKind);
            Add(order.Withdrawn?.Reason);
            for (var ended = order.Ended; ended is not null; ended = ended.Before)
            {
                Add(ended.Attribution);
            }
        }

        return words;

        void Add(string? word)
        {
            if (word is not null)
            {
                words.TryAdd(word, words.Count);
            }
        }
    }

    private static void Write(BinaryWriter to, OrderFact order, Dictionary<string, int> words)
    {
        Write(to, order.OrderId);
        to.Write(order.Number);
        to.Write(order.LotId is not null);
        if (order.LotId is { } lot)
        {
            Write(to, lot);
        }

        Write(to, order.AssetId);
        to.Write7BitEncodedInt(words[order.AssetClass]);
        to.Write7BitEncodedInt(words[order.WorkKind]);
        to.Write7BitEncodedInt64(order.OccurredAt.Ticks);
        to.Write(order.OccurredAt.TotalOffsetMinutes);
        to.Write7BitEncodedInt64(order.EnteredFrom);
        Write(to, order.Ended, words);
        to.Write(order.Withdrawn is not null);
        if (order.Withdrawn is { } withdrawn)
        {
            to.Write7BitEncodedInt(words[withdrawn.Reason]);
            to.Write7BitEncodedInt64(withdrawn.From);
        }
    }

    private static OrderFact ReadOrder(ref PackReader from, ImmutableArray<string> words)
    {
        var (order, number) = (from.Id(), from.Text());
        Guid? lot = from.Flag() ? from.Id() : null;
        var (asset, assetClass, workKind) = (from.Id(), words[from.Count()], words[from.Count()]);
        var occurred = new DateTimeOffset(from.Long(), TimeSpan.FromMinutes(from.Int32()));
        var (entered, ended) = (from.Long(), ReadEnded(ref from, words));
        var withdrawn = from.Flag() ? new WithdrawnFact(words[from.Count()], from.Long()) : null;
        return new OrderFact(
            order, number, lot, asset, assetClass, workKind, occurred, entered, ended, withdrawn);
    }

    private static void Write(BinaryWriter to, EndedFact? ended, Dictionary<string, int> words)
    {
        to.Write(ended is not null);
        if (ended is null)
        {
            return;
        }

        to.Write7BitEncodedInt(words[ended.Attribution]);
        to.Write7BitEncodedInt(ended.Clocks.Length);
        foreach (var clock in ended.Clocks)
        {
            to.Write((byte)clock.Clock);
            to.Write((byte)clock.Outcome);
            to.Write7BitEncodedInt(clock.LimitMinutes);
            to.Write7BitEncodedInt64(clock.ElapsedSeconds);
        }

        to.Write7BitEncodedInt(ended.RepeatCount);
        to.Write7BitEncodedInt(ended.ReturnCount);
        to.Write7BitEncodedInt64(ended.From);
        Write(to, ended.Before, words);
    }

    private static EndedFact? ReadEnded(ref PackReader from, ImmutableArray<string> words)
    {
        if (!from.Flag())
        {
            return null;
        }

        var attribution = words[from.Count()];
        var clocks = from.Many((ref PackReader f) => new ClockFact(
            (ClockKind)f.Byte(), (ClockOutcome)f.Byte(), f.Count(), f.Long()));
        return new EndedFact(
            attribution, clocks, from.Count(), from.Count(), from.Long(), ReadEnded(ref from, words));
    }

    private static void Write(BinaryWriter to, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        to.Write(bytes);
    }
}
