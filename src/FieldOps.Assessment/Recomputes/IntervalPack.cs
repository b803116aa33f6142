using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// The intervals of an order as some 200 bytes: a recompute reads a million of them. Instants are whole ticks, so
/// nothing is lost. What the row has as columns, and the limits, which many orders share, are not in here.
/// </summary>
internal static class IntervalPack
{
    private const byte Shape = 1;
    private const long None = long.MinValue;

    public static byte[] Write(OrderIntervals order)
    {
        using var memory = new MemoryStream(256);
        using var to = new BinaryWriter(memory);
        to.Write(Shape);
        to.Write(order.Number);
        Write(to, order.Asset);
        Write(to, order.OccurredAt);
        Write(to, order.CreatedAt);
        Write(to, order.Terms.DecidedAt);
        to.Write7BitEncodedInt(order.PauseMinutesMax);
        Write(to, order.Milestones);
        Write(to, order.Pauses);
        Write(to, order.Windows);
        to.Write7BitEncodedInt(order.Suppressed.Length);
        foreach (var clock in order.Suppressed)
        {
            to.Write((byte)clock);
        }

        Write(to, order.Verdicts);
        return memory.ToArray();
    }

    public static OrderIntervals Read(IntervalRow row, SlaTerms terms)
    {
        using var from = new BinaryReader(new MemoryStream(row.Facts));
        if (from.ReadByte() != Shape)
        {
            throw new InvalidOperationException("The interval row has another shape: rebuild sla_recompute.");
        }

        var number = from.ReadString();
        var asset = ReadAsset(from, row.AssetClass);
        var (occurred, created, decided) = (ReadInstant(from), ReadInstant(from), ReadMaybe(from));
        return new OrderIntervals(
            row.OrderId,
            number,
            row.ContractorId,
            asset,
            occurred,
            created,
            decided is null ? terms : terms with { DecidedAt = decided },
            from.Read7BitEncodedInt(),
            ReadMilestones(from),
            Many(from, ReadPause),
            Many(from, ReadWindow),
            Many(from, f => (ClockKind)f.ReadByte()),
            ReadVerdicts(from));
    }

    /// <summary>Two rows of verdicts: before and after.</summary>
    public static byte[] Write(ImmutableArray<ClockVerdict> before, ImmutableArray<ClockVerdict> after)
    {
        using var memory = new MemoryStream(160);
        using var to = new BinaryWriter(memory);
        Write(to, before);
        Write(to, after);
        return memory.ToArray();
    }

    public static (ImmutableArray<ClockVerdict> Before, ImmutableArray<ClockVerdict> After) ReadVerdicts(byte[] facts)
    {
        using var from = new BinaryReader(new MemoryStream(facts));
        return (ReadVerdicts(from), ReadVerdicts(from));
    }

    private static void Write(BinaryWriter to, LimitFacts asset)
    {
        to.Write(asset.AreaClass);
        to.Write(asset.Severity);
        to.Write(asset.WorkKind);
        to.Write(asset.BatteryMinutes ?? int.MinValue);
        to.Write7BitEncodedInt(asset.Tags.Length);
        foreach (var tag in asset.Tags)
        {
            to.Write(tag);
        }
    }

    private static LimitFacts ReadAsset(BinaryReader from, string assetClass)
    {
        var (area, severity, kind, battery) =
            (from.ReadString(), from.ReadString(), from.ReadString(), from.ReadInt32());
        return new LimitFacts(
            assetClass, area, severity, kind, battery == int.MinValue ? null : battery,
            Many(from, f => f.ReadString()));
    }

    private static void Write(BinaryWriter to, ImmutableArray<OrderPause> pauses)
    {
        to.Write7BitEncodedInt(pauses.Length);
        foreach (var pause in pauses)
        {
            to.Write7BitEncodedInt(pause.Number);
            to.Write((byte)pause.Reason);
            Write(to, pause.From);
            Write(to, pause.Until);
            Write(to, pause.RequestedAt);
            to.Write((byte)pause.Verdict);
            to.Write(pause.Unlimited);
            to.Write(pause.Escalated);
        }
    }

    private static void Write(BinaryWriter to, ImmutableArray<InheritedWindow> windows)
    {
        to.Write7BitEncodedInt(windows.Length);
        foreach (var window in windows)
        {
            to.Write(window.EventId.ToByteArray());
            to.Write(window.Code);
            to.Write((byte)window.Reason);
            Write(to, window.From);
            Write(to, window.Until);
        }
    }

    private static void Write(BinaryWriter to, ClockMilestones m)
    {
        Write(to, m.DispatchedAt);
        Write(to, m.AcceptedAt);
        Write(to, m.ArrivedAt);
        Write(to, m.RestoredAt);
        Write(to, m.RepairedAt);
        Write(to, m.MainsFailedAt);
        Write(to, m.OnLoadAt);
        Write(to, m.ReportableAt);
        Write(to, m.RepliedAt);
        Write(to, m.EndedAt);
    }

    private static ClockMilestones ReadMilestones(BinaryReader from) => new(
        ReadMaybe(from), ReadMaybe(from), ReadMaybe(from), ReadMaybe(from), ReadMaybe(from), ReadMaybe(from),
        ReadMaybe(from), ReadMaybe(from), ReadMaybe(from), ReadMaybe(from));

    private static OrderPause ReadPause(BinaryReader from)
    {
        var (number, reason) = (from.Read7BitEncodedInt(), (PauseReason)from.ReadByte());
        var (start, until, requested) = (ReadInstant(from), ReadMaybe(from), ReadInstant(from));
        var (verdict, unlimited, escalated) = ((PauseVerdict)from.ReadByte(), from.ReadBoolean(), from.ReadBoolean());
        return new OrderPause(number, reason, start, until, unlimited, requested, verdict, escalated);
    }

    private static InheritedWindow ReadWindow(BinaryReader from) => new(
        new Guid(from.ReadBytes(16)), from.ReadString(), (PauseReason)from.ReadByte(), ReadInstant(from),
        ReadMaybe(from));

    private static void Write(BinaryWriter to, ImmutableArray<ClockVerdict> verdicts)
    {
        to.Write((byte)verdicts.Length);
        foreach (var verdict in verdicts)
        {
            to.Write((byte)verdict.Clock);
            to.Write7BitEncodedInt(verdict.LimitMinutes);
            to.Write((byte)verdict.Outcome);
            to.Write7BitEncodedInt64(verdict.Elapsed.Ticks);
        }
    }

    private static ImmutableArray<ClockVerdict> ReadVerdicts(BinaryReader from)
    {
        var count = from.ReadByte();
        var verdicts = ImmutableArray.CreateBuilder<ClockVerdict>(count);
        for (var i = 0; i < count; i++)
        {
            verdicts.Add(new ClockVerdict(
                (ClockKind)from.ReadByte(), from.Read7BitEncodedInt(), (ClockOutcome)from.ReadByte(),
                new TimeSpan(from.Read7BitEncodedInt64())));
        }

        return verdicts.MoveToImmutable();
    }

    private static ImmutableArray<T> Many<T>(BinaryReader from, Func<BinaryReader, T> read)
    {
        var count = from.Read7BitEncodedInt();
        if (count == 0)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(read(from));
        }

        return items.MoveToImmutable();
    }

    private static void Write(BinaryWriter to, DateTimeOffset? at) => to.Write(at?.UtcTicks ?? None);

    private static DateTimeOffset ReadInstant(BinaryReader from) => new(from.ReadInt64(), TimeSpan.Zero);

    private static DateTimeOffset? ReadMaybe(BinaryReader from)
    {
        var ticks = from.ReadInt64();
        return ticks == None ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
