using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Figures;
using FieldOps.Domain.Sla;
using Npgsql;

namespace FieldOps.Compliance.Drill;

/// <summary>
/// Reads the orders behind a figure, oldest trouble first, a month at a time: where few facets fit, facet by facet;
/// where many do, along the time, passing over what does not fit.
/// </summary>
internal sealed class DrillReader(
    NpgsqlDataSource database, FigureReader figures, TimeZoneInfo zone, int facetsSearchedMax = 700)
{
    // Up to so many facets, searches cost less than walking over a month's other orders.
    private readonly int _facetsSearchedMax = facetsSearchedMax;

    // One with no clock left beyond the place, one that tells of a next page.
    private const int Spare = 2;

    private const string FacetFits = """
        {0} and month = @month
        and (@counted::boolean is null or @counted = (ground <> all(@excluded) and ground <> all(@ended_otherwise)))
        and (@archived::boolean is null or @archived = (ground <> all(@ended_otherwise)))
        and (@ground::text is null or ground = @ground)
        """;

    private const string FacetSql = $"select id from compliance.facet where {FacetFits} limit @limit";

    private const string Place = """
        (o.occurred_at, o.order_id, o.part) >= (@after_at, @after_order, @after_part)
        """;

    // The facet is looked up of those orders only that fit otherwise.
    private const string AlongTime = $$"""
        select o.order_id, o.occurred_at, o.part from compliance.closed_order o
        where o.tenant = @tenant and o.occurred_at >= @since and o.occurred_at < @until and {{Place}}
          and {1} and (select {{FacetFits}} from compliance.facet where id = o.facet)
        order by o.occurred_at, o.order_id, o.part limit @limit
        """;

    private const string ByFacet = $$"""
        select h.order_id, h.occurred_at, h.part from unnest(@facets) k(facet) cross join lateral (
            select o.order_id, o.occurred_at, o.part from compliance.closed_order o
            where o.facet = k.facet and {{Place}} and {1}
            order by o.occurred_at, o.order_id, o.part limit @limit) h
        order by h.occurred_at, h.order_id, h.part limit @limit
        """;

    private const string Rows = $$"""
        with hit as ({2})
        select {{ClosedOrderRows.Columns}} from hit h
        join compliance.closed_order o on o.tenant = @tenant and o.order_id = h.order_id and o.part = h.part
        join compliance.facet f on f.id = o.facet
        order by o.occurred_at, o.order_id, o.part
        """;

    /// <summary>Up to <paramref name="limit"/> rows after a place.</summary>
    public async Task<List<DrillRow>> ReadAsync(
        SlaAsked asked, DrillWish wish, DrillRules rules, DrillPlace after, int limit,
        CancellationToken cancellationToken)
    {
        var found = new List<DrillRow>();
        var begins = after == DrillPlace.Start ? string.Empty : ClosedOrder.MonthOf(after.At, zone);
        foreach (var month in await figures.MonthsAsync(asked, cancellationToken))
        {
            if (found.Count >= limit)
            {
                break;
            }

            if (string.CompareOrdinal(month, begins) < 0)
            {
                continue;
            }

            var facets = await FacetsAsync(asked, wish, rules, month, cancellationToken);
            await ReadMonthAsync(asked, wish, rules, after, (month, facets, limit), found, cancellationToken);
        }

        return found.Count > limit ? found.GetRange(0, limit) : found;
    }

    // An order may have fewer rows than its condition lets hope for: so until there are enough, or no more orders.
    private async Task ReadMonthAsync(
        SlaAsked asked, DrillWish wish, DrillRules rules, DrillPlace after,
        (string Month, Guid[] Facets, int Limit) part, List<DrillRow> found, CancellationToken cancellationToken)
    {
        var goesOn = part.Facets.Length > 0;
        while (goesOn && found.Count < part.Limit)
        {
            var wanted = part.Limit - found.Count + Spare;
            var orders = await OrdersAsync(asked, wish, rules, after, (part.Month, part.Facets, wanted),
                cancellationToken);
            found.AddRange(orders.SelectMany(o => RowsOf(o, wish)).Where(r => IsBeyond(r, after)));
            goesOn = orders.Count == wanted;
            after = goesOn ? new DrillRow(orders[^1], null).Place with { Clock = int.MaxValue } : after;
        }
    }

    private async Task<List<ClosedOrder>> OrdersAsync(
        SlaAsked asked, DrillWish wish, DrillRules rules, DrillPlace after,
        (string Month, Guid[] Facets, int Limit) part, CancellationToken cancellationToken)
    {
        var (since, until) = MonthRange.Span(part.Month, zone);
        var isFew = part.Facets.Length <= _facetsSearchedMax;
        await using var command = database.CreateCommand(Filled(isFew ? ByFacet : AlongTime, asked, wish));
        if (isFew)
        {
            command.Parameters.Add(new("tenant", asked.Tenant));
            command.Parameters.Add(new("facets", part.Facets));
        }
        else
        {
            AddFacets(command, asked, wish, rules, part.Month);
        }

        command.Parameters.Add(new("since", since));
        command.Parameters.Add(new("until", until));
        command.Parameters.Add(new("after_at", after.At == DateTimeOffset.MinValue ? since : after.At));
        command.Parameters.Add(new("after_order", after.OrderId));
        command.Parameters.Add(new("after_part", after.Part));
        command.Parameters.Add(new("bits", wish.Bits));
        command.Parameters.Add(new("days", rules.RepeatWithinDays ?? 0));
        command.Parameters.Add(new("limit", part.Limit));
        var orders = new List<ClosedOrder>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            orders.Add(ClosedOrderRows.Read(rows));
        }

        return orders;
    }

    private static string Filled(string hits, SlaAsked asked, DrillWish wish) =>
        Rows.Replace("{2}", hits, StringComparison.Ordinal).Replace("{1}", wish.Row, StringComparison.Ordinal)
            .Replace("{0}", asked.Where, StringComparison.Ordinal);

    // All that fit, or one more than are searched one by one.
    private async Task<Guid[]> FacetsAsync(
        SlaAsked asked, DrillWish wish, DrillRules rules, string month, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            FacetSql.Replace("{0}", asked.Where, StringComparison.Ordinal));
        AddFacets(command, asked, wish, rules, month);
        command.Parameters.Add(new("limit", _facetsSearchedMax + 1));
        var facets = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            facets.Add(rows.GetGuid(0));
        }

        return [.. facets];
    }

    private static void AddFacets(
        NpgsqlCommand command, SlaAsked asked, DrillWish wish, DrillRules rules, string month)
    {
        asked.AddTo(command);
        command.Parameters.Add(new("month", month));
        command.Parameters.Add(new("excluded", rules.Excluded));
        command.Parameters.Add(new("ended_otherwise", Grounds.NotArchived.ToArray()));
        command.AddNullable("counted", wish.Counted);
        command.AddNullable("archived", wish.Archived);
        command.AddNullable("ground", wish.Ground);
    }

    private static IEnumerable<DrillRow> RowsOf(ClosedOrder order, DrillWish wish) => wish.Verdicts.IsEmpty
        ? [new DrillRow(order, null)]
        : order.Clocks.Where(c => (c.Bit & wish.Bits) != 0 && wish.Verdicts.Contains(c.Verdict))
            .OrderBy(c => c.Clock).Select(c => new DrillRow(order, c));

    private static bool IsBeyond(DrillRow row, DrillPlace after) =>
        row.Place with { Clock = after.Clock } != after || row.Place.Clock > after.Clock;
}

/// <summary>An order, or one clock of it or of a party that left it.</summary>
internal sealed record DrillRow(ClosedOrder Order, ClosedClock? Clock)
{
    public DrillPlace Place =>
        new(Order.OccurredAt, Order.OrderId, Order.Part, Clock is null ? -1 : (int)Clock.Clock);
}

/// <summary>What the policy in force says of figures.</summary>
/// <param name="Excluded">Attributions that do not count.</param>
/// <param name="RepeatWithinDays">Days within which a trouble is a repeat; null when none are counted.</param>
internal sealed record DrillRules(string[] Excluded, int? RepeatWithinDays)
{
    public static DrillRules Of(CompliancePolicy policy) =>
        new([.. policy.ExcludedAttributions], policy.RepeatWithinDays);
}
