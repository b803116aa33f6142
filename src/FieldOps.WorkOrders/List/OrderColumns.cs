using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.WorkOrders.List;

/// <summary>The columns of the order list: the table, its reading and its writing follow from this one list.</summary>
internal static class OrderColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        new Column<string>("tenant", "text not null", r => r.Tenant, (r, v) => r.Tenant = v),
        new Column<Guid>("id", "uuid not null", r => r.Id, (r, v) => r.Id = v),
        new Column<int>("version", "int not null", r => r.Version, (r, v) => r.Version = v),
        new Column<string>("number", "text not null", r => r.Number, (r, v) => r.Number = v),
        new Column<Guid?>("ticket_id", "uuid", r => r.TicketId, (r, v) => r.TicketId = v),
        new Column<string?>("ticket_number", "text", r => r.TicketNumber, (r, v) => r.TicketNumber = v),
        new Column<Guid>("asset_id", "uuid not null", r => r.AssetId, (r, v) => r.AssetId = v),
        new Column<string>("asset_type", "text not null", r => r.AssetType, (r, v) => r.AssetType = v),
        new Column<string>("asset_code", "text not null", r => r.AssetCode, (r, v) => r.AssetCode = v),
        new Column<string>("asset_name", "text not null", r => r.AssetName, (r, v) => r.AssetName = v),
        new Column<string>("asset_class", "text not null", r => r.AssetClass, (r, v) => r.AssetClass = v),
        new Column<string>("region", "text not null", r => r.Region, (r, v) => r.Region = v),
        new Column<string>("county", "text not null", r => r.County, (r, v) => r.County = v),
        new Column<string>("work_kind", "text not null", r => r.WorkKind, (r, v) => r.WorkKind = v),
        new Column<string>("severity", "text not null", r => r.Severity, (r, v) => r.Severity = v),
        new Column<string>("cause", "text not null", r => r.Cause, (r, v) => r.Cause = v),
        new Column<string>("month", "text not null", r => r.Month, (r, v) => r.Month = v),
        new Column<int>("status", "int not null", r => (int)r.Status, (r, v) => r.Status = (OrderStatus)v),
        new Column<int>(
            "status_before_pause", "int not null",
            r => (int)r.StatusBeforePause, (r, v) => r.StatusBeforePause = (OrderStatus)v),
        new Column<Guid?>("contractor_id", "uuid", r => r.ContractorId, (r, v) => r.ContractorId = v),
        new Column<string?>("contractor_code", "text", r => r.ContractorCode, (r, v) => r.ContractorCode = v),
        new Column<bool>("in_house", "boolean not null", r => r.InHouse, (r, v) => r.InHouse = v),
        new Column<Guid?>("lot_id", "uuid", r => r.LotId, (r, v) => r.LotId = v),
        new Column<string?>("reason_code", "text", r => r.ReasonCode, (r, v) => r.ReasonCode = v),
        new Column<string?>("scope_rule", "text", r => r.ScopeRule, (r, v) => r.ScopeRule = v),
        new Column<DateTimeOffset>(
            "occurred_at", "timestamptz not null", r => r.OccurredAt, (r, v) => r.OccurredAt = v),
        new Column<DateTimeOffset>("created_at", "timestamptz not null", r => r.CreatedAt, (r, v) => r.CreatedAt = v),
        Instant("clocks_start_at", r => r.ClocksStartAt, (r, v) => r.ClocksStartAt = v),
        Instant("on_load_from", r => r.OnLoadFrom, (r, v) => r.OnLoadFrom = v),
        new Column<string?>(
            "past", "text",
            r => r.Past is null ? null : JsonSerializer.Serialize(r.Past, PlatformJson.Options),
            (r, v) => r.Past = v is null ? null : JsonSerializer.Deserialize<PartyPast>(v, PlatformJson.Options)),
        new Column<string?>(
            "restored_before", "text",
            r => r.RestoredBefore is null ? null : JsonSerializer.Serialize(r.RestoredBefore, PlatformJson.Options),
            (r, v) => r.RestoredBefore =
                v is null ? null : JsonSerializer.Deserialize<EarlierRestoration>(v, PlatformJson.Options)),
        Instant("restore_owed_from", r => r.RestoreOwedFrom, (r, v) => r.RestoreOwedFrom = v),
        Instant("accepted_at", r => r.AcceptedAt, (r, v) => r.AcceptedAt = v),
        Instant("arrived_at", r => r.ArrivedAt, (r, v) => r.ArrivedAt = v),
        Instant("restored_at", r => r.RestoredAt, (r, v) => r.RestoredAt = v),
        Instant("repaired_at", r => r.RepairedAt, (r, v) => r.RepairedAt = v),
        Instant("on_load_at", r => r.OnLoadAt, (r, v) => r.OnLoadAt = v),
        Instant("left_at", r => r.LeftAt, (r, v) => r.LeftAt = v),
        Instant("replied_at", r => r.RepliedAt, (r, v) => r.RepliedAt = v),
        Instant("ended_at", r => r.EndedAt, (r, v) => r.EndedAt = v),
        Instant("next_due_at", r => r.NextDueAt, (r, v) => r.NextDueAt = v),
        new Column<string>(
            "limits", "text not null", r => ClockWords.Pack(r.Limits), (r, v) => r.Limits = ClockWords.Limits(v)),
        new Column<string?>("hours", "text", Hours, (r, v) => r.Hours = Hours(v)),
        new Column<int>("pause_minutes_max", "int not null", r => r.PauseMinutesMax, (r, v) => r.PauseMinutesMax = v),
        new Column<string?>("pauses", "text", r => Text(r.Pauses), (r, v) => r.Pauses = Texts<OrderPause>(v)),
        new Column<string?>(
            "windows", "text", r => Text(r.Windows), (r, v) => r.Windows = Texts<InheritedWindow>(v)),
        new Column<int>("suppressed", "int not null", r => r.Suppressed, (r, v) => r.Suppressed = v),
        new Column<int>("breached", "int not null", r => r.Breached, (r, v) => r.Breached = v),
        new Column<int>("warned", "int not null", r => r.Warned, (r, v) => r.Warned = v),
        new Column<string?>("outcomes", "text", r => r.Outcomes, (r, v) => r.Outcomes = v),
        new Column<string?>("attribution", "text", r => r.Attribution, (r, v) => r.Attribution = v),
        new Column<bool>("false_reply", "boolean not null", r => r.FalseReply, (r, v) => r.FalseReply = v),
        new Column<int>("return_count", "int not null", r => r.ReturnCount, (r, v) => r.ReturnCount = v),
        new Column<string?>("former", "text", r => Text(r.Former), (r, v) => r.Former = Texts<Assignment>(v)),
        new Column<int>("urge_count", "int not null", r => r.UrgeCount, (r, v) => r.UrgeCount = v),
        new Column<int>("repeat_count", "int not null", r => r.RepeatCount, (r, v) => r.RepeatCount = v),
    ];

    /// <summary>All names, for select lists.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(c => c.Name));

    /// <summary>A row of a result whose columns are <see cref="Names"/>.</summary>
    public static OrderRow Read(NpgsqlDataReader reader)
    {
        var row = new OrderRow { Tenant = string.Empty, Id = Guid.Empty };
        for (var i = 0; i < All.Length; i++)
        {
            All[i].Read(row, reader, i);
        }

        return row;
    }

    private static Column<DateTimeOffset?> Instant(
        string name, Func<OrderRow, DateTimeOffset?> get, Action<OrderRow, DateTimeOffset?> set) =>
        new(name, "timestamptz", get, set);

    private static string? Hours(OrderRow row) =>
        row.Hours is null ? null : JsonSerializer.Serialize(row.Hours, PlatformJson.Options);

    private static ImmutableSortedDictionary<string, OpenHours>? Hours(string? text) => text is null
        ? null
        : JsonSerializer.Deserialize<ImmutableSortedDictionary<string, OpenHours>>(text, PlatformJson.Options);

    private static string? Text<T>(ImmutableArray<T> list) =>
        list.IsEmpty ? null : JsonSerializer.Serialize(list, PlatformJson.Options);

    private static ImmutableArray<T> Texts<T>(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize<ImmutableArray<T>>(text, PlatformJson.Options);
}

/// <summary>One column.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its SQL type, with <c>not null</c> where it is so.</param>
internal abstract class Column(string name, string type)
{
    public string Name { get; } = name;

    public string Definition { get; } = $"{name} {type}";

    public string ArrayType { get; } = type.Split(' ')[0] + "[]";

    public abstract NpgsqlParameter Pack(IReadOnlyList<OrderRow> rows);

    public abstract void Read(OrderRow row, NpgsqlDataReader reader, int at);
}

/// <summary>One column of a CLR type.</summary>
internal sealed class Column<T>(string name, string type, Func<OrderRow, T> get, Action<OrderRow, T> set)
    : Column(name, type)
{
    public override NpgsqlParameter Pack(IReadOnlyList<OrderRow> rows)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = get(rows[i]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = values };
    }

    public override void Read(OrderRow row, NpgsqlDataReader reader, int at) =>
        set(row, reader.IsDBNull(at) ? default! : reader.GetFieldValue<T>(at));
}
