using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// The intervals of an order as some 200 bytes: a recompute reads a million of them. Instants are whole ticks, so
/// nothing is lost. What the row has as columns, and the limits, which many orders share, are not in here.
/// </summary>
internal static class IntervalPack
{
    private const byte Shape = 5;

    public static byte[] Write(OrderIntervals order)
    {
        using var memory = new MemoryStream(256);
        using var to = new BinaryWriter(memory);
        to.Write(Shape);
        to.Write(order.Number);
        Write(to, order.Asset);
        Write(to, order.OccurredAt);
        Write(to, order.RulesAt);
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
        to.Write7BitEncodedInt(order.Shares.Length);
        foreach (var share in order.Shares)
        {
            to.Write(share.ContractorId.ToByteArray());
            Write(to, share.Milestones);
            Write(to, share.Verdicts);
        }

        return memory.ToArray();
    }

    public static OrderIntervals Read(IntervalRow row, SlaTerms terms)
    {
        var from = new PackReader(row.Facts);
        if (from.Byte() != Shape)
        {
            throw new InvalidOperationException("The interval row has another shape: rebuild sla_recompute.");
        }

        var number = from.Text();
        var asset = ReadAsset(ref from, row.AssetClass);
        var (occurred, asked, decided) = (from.Instant(), from.Instant(), from.Maybe());
        return new OrderIntervals(
            row.OrderId,
            number,
            row.ContractorId,
            asset,
            occurred,
            asked,
            decided is null ? terms : terms with { DecidedAt = decided },
            from.Count(),
            ReadMilestones(ref from),
            from.Many(ReadPause),
            from.Many(ReadWindow),
            from.Many((ref PackReader f) => (ClockKind)f.Byte()),
            ReadVerdicts(ref from))
        {
            Shares = from.Many((ref PackReader f) =>
                new ShareIntervals(f.Id(), ReadMilestones(ref f), ReadVerdicts(ref f))),
        };
    }

    /// <summary>
    /// Two rows of verdicts, before and after; and, where parties have left, what all parties come to, the one that has
    /// the order first.
    /// </summary>
    public static byte[] Write(
        ImmutableArray<ClockVerdict> before,
        ImmutableArray<ClockVerdict> after,
        ImmutableArray<ShareVerdicts> parties)
    {
        using var memory = new MemoryStream(160);
        using var to = new BinaryWriter(memory);
        Write(to, before);
        Write(to, after);
        to.Write7BitEncodedInt(parties.Length);
        foreach (var party in parties)
        {
            to.Write(party.ContractorId.ToByteArray());
            Write(to, party.Clocks);
        }

        return memory.ToArray();
    }

    public static (ImmutableArray<ClockVerdict> Before, ImmutableArray<ClockVerdict> After) ReadVerdicts(byte[] facts)
    {
        var from = new PackReader(facts);
        return (ReadVerdicts(ref from), ReadVerdicts(ref from));
    }

    /// <summary>
    /// What all parties come to; empty where none has left, null where a run of before did not look at those that had.
    /// </summary>
    public static ImmutableArray<ShareVerdicts>? ReadParties(byte[] facts)
    {
        var from = new PackReader(facts);
        ReadVerdicts(ref from);
        ReadVerdicts(ref from);
        return from.IsAtEnd
            ? null
            : from.Many((ref PackReader f) => new ShareVerdicts(f.Id(), ReadVerdicts(ref f)));
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

    private static LimitFacts ReadAsset(ref PackReader from, string assetClass)
    {
        var (area, severity, kind, battery) = (from.Text(), from.Text(), from.Text(), from.Int32());
        return new LimitFacts(
            assetClass, area, severity, kind, battery == int.MinValue ? null : battery,
            from.Many((ref PackReader f) => f.Text()));
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
            Write(to, pause.UnlimitedUntil);
            to.Write(pause.Escalated);
            to.Write((pause.ContractorId ?? Guid.Empty).ToByteArray());
            to.Write(pause.EventCode ?? string.Empty);
            Write(to, pause.Bound?.From);
            Write(to, pause.Bound?.To);
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
        to.Write(m.RestoredBefore);
        Write(to, m.RestoreOwedFrom);
        to.Write7BitEncodedInt(m.Away?.Length ?? 0);
        foreach (var span in m.Away ?? [])
        {
            Write(to, span.From);
            Write(to, span.To);
        }
    }

    private static ClockMilestones ReadMilestones(ref PackReader from) => new(
        from.Maybe(), from.Maybe(), from.Maybe(), from.Maybe(), from.Maybe(), from.Maybe(), from.Maybe(),
        from.Maybe(), from.Maybe(), from.Maybe(), from.Flag(), from.Maybe())
    {
        Away = from.Many((ref PackReader f) => new PauseSpan(f.Instant(), f.Maybe())) is { IsEmpty: false } away
            ? away
            : null,
    };

    private static OrderPause ReadPause(ref PackReader from)
    {
        var (number, reason) = (from.Count(), (PauseReason)from.Byte());
        var (start, until, requested) = (from.Instant(), from.Maybe(), from.Instant());
        var (verdict, unlimited, limitedFrom) = ((PauseVerdict)from.Byte(), from.Flag(), from.Maybe());
        var escalated = from.Flag();
        var (party, code, bound) = (from.Id(), from.Text(), from.Maybe());
        var boundTo = from.Maybe();
        return new OrderPause(
            number, reason, start, until, unlimited, requested, verdict, escalated,
            ContractorId: party == Guid.Empty ? null : party,
            EventCode: code.Length == 0 ? null : code,
            Bound: bound is { } at ? new PauseSpan(at, boundTo) : null,
            UnlimitedUntil: limitedFrom);
    }

    private static InheritedWindow ReadWindow(ref PackReader from) => new(
        from.Id(), from.Text(), (PauseReason)from.Byte(), from.Instant(), from.Maybe());

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

    private static ImmutableArray<ClockVerdict> ReadVerdicts(ref PackReader from)
    {
        var count = from.Byte();
        var verdicts = ImmutableArray.CreateBuilder<ClockVerdict>(count);
        for (var i = 0; i < count; i++)
        {
            verdicts.Add(new ClockVerdict(
                (ClockKind)from.Byte(), from.Count(), (ClockOutcome)from.Byte(), new TimeSpan(from.Long())));
        }

        return verdicts.MoveToImmutable();
    }

    private static void Write(BinaryWriter to, DateTimeOffset? at) => to.Write(at?.UtcTicks ?? PackReader.None);
}
