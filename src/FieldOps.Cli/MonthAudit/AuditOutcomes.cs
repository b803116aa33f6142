using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// What work orders themselves tell of their ends, held against what a month was frozen with: a month that heard
/// wrongly, or not at all, is found here, for its own events cannot show it.
/// </summary>
/// <param name="zone">The operator's zone: it decides the month of a trouble.</param>
internal sealed class AuditOutcomes(TimeZoneInfo zone)
{
    private readonly Dictionary<(Guid Contractor, string Month), Dictionary<Guid, List<ToldEnd>>> _told = [];
    private readonly HashSet<(Guid Contractor, string Month)> _frozen = [];

    /// <summary>Takes an event of a work order, in the order of the log.</summary>
    public void Take(string name, JsonElement body, long position)
    {
        var isWithdrawn = name == "work-order.share-withdrawn.v1";
        if (!isWithdrawn && !body.Has("outcome"))
        {
            return;
        }

        var told = isWithdrawn ? body : body.Of("outcome");
        var month = TimeZoneInfo.ConvertTime(told.At("occurredAt"), zone)
            .ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var key = (told.Id("contractorId"), month);
        // What comes behind the freeze is a late fact: the sheet knows nothing of it.
        if (_frozen.Contains(key))
        {
            return;
        }

        if (!_told.TryGetValue(key, out var orders))
        {
            _told[key] = orders = [];
        }

        if (!orders.TryGetValue(told.Id("orderId"), out var ends))
        {
            orders[told.Id("orderId")] = ends = [];
        }

        ends.Add(new ToldEnd(position, told.Str("number"), isWithdrawn ? null : Shown(told, Seconds)));
    }

    /// <summary>Compares the last word of every order with what its month, which has just frozen, holds.</summary>
    public void Judge(AuditedMonth month, MonthAuditReport report)
    {
        var key = (month.Contractor, month.Month);
        _frozen.Add(key);
        if (!_told.Remove(key, out var orders))
        {
            return;
        }

        foreach (var (order, ends) in orders)
        {
            if (ends.LastOrDefault(e => e.Position <= month.FrozenAt) is { Shown: { } told } last)
            {
                report.Orders++;
                report.Same(month.Name, $"order {last.Number}", Kept(month, order), told);
            }
        }
    }

    private static string? Kept(AuditedMonth month, Guid order) =>
        month.Orders.TryGetValue(order, out var fact) && fact.Has("ended") && !month.Withdrawn.ContainsKey(order)
            ? Shown(fact.Of("ended"), c => c.Of("elapsedSeconds").GetInt64())
            : null;

    private static string Shown(JsonElement ended, Func<JsonElement, long> seconds)
    {
        var clocks = ended.List("clocks").Select(c =>
            $"{c.Str("clock")} {c.Str("outcome")} {seconds(c)} s of {c.Of("limitMinutes").GetInt32()} min");
        return $"{ended.Str("attribution")}, {ended.Of("repeatCount").GetInt32()} repeats, "
            + $"{ended.Of("returnCount").GetInt32()} returns, {string.Join(", ", clocks)}";
    }

    private static long Seconds(JsonElement clock) =>
        (long)TimeSpan.Parse(clock.Str("elapsed"), CultureInfo.InvariantCulture).TotalSeconds;

    /// <summary>What an order told of its end at a position; nothing where a share was withdrawn.</summary>
    private sealed record ToldEnd(long Position, string Number, string? Shown);
}
