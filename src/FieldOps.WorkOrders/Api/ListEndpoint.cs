using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.List;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.WorkOrders.Api;

/// <summary><c>GET /work-orders</c>, newest trouble first, and <c>GET /work-orders/queue</c>, oldest first.</summary>
internal static class ListEndpoint
{
    private static readonly string s_list = $"""
        select {OrderColumns.Names} from work_orders.work_order
        where tenant = @tenant
          and (@open::bool is null or (ended_at is null) = @open)
          and (@status::int is null or status = @status)
          and (@contractor::uuid is null or contractor_id = @contractor)
          and (@own::uuid is null or contractor_id = @own or id = any(array(
               select a.order_id from work_orders.assist a where a.tenant = @tenant and a.contractor_id = @own)))
          and (@contractor_code::text is null or contractor_code = @contractor_code)
          and (@region::text is null or region = @region)
          and (@county::text is null or county = @county)
          and (@asset_class::text is null or asset_class = @asset_class)
          and (@asset_code::text is null or asset_code = @asset_code)
          and (@work_kind::text is null or work_kind = @work_kind)
          and (@month::text is null or month = @month)
          and (@orders::uuid[] is null or id = any(@orders))
          and (@unjudged::bool is not true
               or (ended_at is null and strpos(pauses, '"verdict":"provisional"') > 0))
          and (@text::text is null or number = @text or ticket_number = @text or asset_code = @text
               or strpos(lower(asset_name), lower(@text)) > 0)
          and (@after_at::timestamptz is null or (occurred_at, id) < (@after_at, @after_id::uuid))
        order by occurred_at desc, id desc
        limit @limit
        """;

    private static readonly string s_queue = $"""
        select {OrderColumns.Names} from work_orders.work_order
        where tenant = @tenant
          and status in ({(int)OrderStatus.Created}, {(int)OrderStatus.ReturnPending})
          and (@after_at::timestamptz is null or (created_at, id) > (@after_at, @after_id::uuid))
        order by created_at, id
        limit @limit
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/work-orders", ListAsync)
            .WaitsFor(OrderListProjection.Schema)
            .WithSummary("Work orders, newest trouble first · 工单查询")
            .Answers<Page<OrderLine>>();
        api.MapGet("/work-orders/queue", QueueAsync).Needs(PlatformRights.ReadAll)
            .WaitsFor(OrderListProjection.Schema)
            .WithSummary("Orders that wait for the dispatcher · 待派单与待确认退单")
            .Answers<Page<OrderLine>>()
            .Refuses(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        [AsParameters] OrderFilter filter,
        IEntities entities,
        NpgsqlDataSource database,
        IFeedProgress progress,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        if (!filter.TryStatus(out var status))
        {
            return HttpAnswers.Refuse(RequestRefusals.ParameterInvalid, ("parameter", "status"));
        }

        await using var command = database.CreateCommand(s_list);
        filter.AddTo(command, call, status);
        var orders = await OrdersOfAsync(filter.DeclaredEvent, call, entities, cancellationToken);
        command.Parameters.Add(new("orders", NpgsqlDbType.Array | NpgsqlDbType.Uuid)
        {
            Value = (object?)orders ?? DBNull.Value,
        });
        return await AnswerAsync(command, call, page, r => r.OccurredAt, progress, clock, cancellationToken);
    }

    // The event itself knows its orders; who may see which of them is decided as for any other list.
    private static async Task<Guid[]?> OrdersOfAsync(
        string? code, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        var key = call.Key(DeclaredEventEntity.TypeName, DeclaredEventEntity.IdOf(call.Tenant, code));
        var snapshot = await entities.ReadAsync(key, cancellationToken);
        return [.. ((DeclaredEventState)snapshot.State).Orders];
    }

    private static async Task<IResult> QueueAsync(
        ApiCall call,
        PageQuery page,
        NpgsqlDataSource database,
        IFeedProgress progress,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(s_queue);
        return await AnswerAsync(command, call, page, r => r.CreatedAt, progress, clock, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(
        NpgsqlCommand command,
        ApiCall call,
        PageQuery page,
        Func<OrderLine, DateTimeOffset> sortedBy,
        IFeedProgress progress,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(OrderListProjection.Schema);
        command.Parameters.Add(new("tenant", call.Tenant));
        if (!AddCursor(command, page))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var lines = new List<OrderLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(OrderLine.Of(OrderColumns.Read(reader), clock.Now));
        }

        return HttpAnswers.From(page.ToPage(
            lines,
            l => [sortedBy(l).ToString("O", CultureInfo.InvariantCulture), l.Id.ToString("D")],
            position));
    }

    public static bool AddCursor(NpgsqlCommand command, PageQuery page)
    {
        var key = page.After(2);
        var at = default(DateTimeOffset);
        var id = Guid.Empty;
        var valid = key is null
            || (DateTimeOffset.TryParseExact(
                    key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out at)
                && Guid.TryParseExact(key[1], "D", out id));
        command.Parameters.Add(new("after_at", NpgsqlDbType.TimestampTz) { Value = key is null ? DBNull.Value : at });
        command.Parameters.Add(new("after_id", NpgsqlDbType.Uuid) { Value = key is null ? DBNull.Value : id });
        command.Parameters.Add(new("limit", page.Limit + 1));
        return valid;
    }
}

/// <summary>
/// Query parameters of the list; a contractor's people see the orders that they lead or assist with, whatever they ask.
/// </summary>
internal sealed record OrderFilter(
    [property: FromQuery(Name = "status")] string? Status,
    [property: FromQuery(Name = "open")] bool? Open,
    [property: FromQuery(Name = "contractor")] string? Contractor,
    [property: FromQuery(Name = "region")] string? Region,
    [property: FromQuery(Name = "county")] string? County,
    [property: FromQuery(Name = "assetClass")] string? AssetClass,
    [property: FromQuery(Name = "assetCode")] string? AssetCode,
    [property: FromQuery(Name = "workKind")] string? WorkKind,
    [property: FromQuery(Name = "month")] string? Month,
    [property: FromQuery(Name = "declaredEvent")] string? DeclaredEvent,
    [property: FromQuery(Name = "pauseUnjudged")] bool? PauseUnjudged,
    [property: FromQuery(Name = "text")] string? Text)
{
    /// <summary>The status asked for; false when there is no such word.</summary>
    public bool TryStatus(out OrderStatus? status)
    {
        status = null;
        foreach (var candidate in Enum.GetValues<OrderStatus>())
        {
            if (candidate != OrderStatus.None
                && Status == JsonNamingPolicy.KebabCaseLower.ConvertName(candidate.ToString()))
            {
                status = candidate;
            }
        }

        return status is not null || string.IsNullOrEmpty(Status);
    }

    /// <summary>Adds every condition.</summary>
    public void AddTo(NpgsqlCommand command, ApiCall call, OrderStatus? status)
    {
        // A contractor is named by its code or by its id.
        var named = Guid.TryParse(Contractor, out var id);
        var own = call.By.ContractorId;
        command.Parameters.Add(new("open", NpgsqlDbType.Boolean) { Value = (object?)Open ?? DBNull.Value });
        command.Parameters.Add(new("unjudged", NpgsqlDbType.Boolean)
        {
            Value = (object?)PauseUnjudged ?? DBNull.Value,
        });
        command.Parameters.Add(new("status", NpgsqlDbType.Integer)
        {
            Value = status is { } word ? (int)word : DBNull.Value,
        });
        command.Parameters.Add(new("contractor", NpgsqlDbType.Uuid)
        {
            Value = own is null && named ? id : DBNull.Value,
        });
        command.Parameters.Add(new("own", NpgsqlDbType.Uuid) { Value = (object?)own ?? DBNull.Value });
        AddText(command, "contractor_code", own is null && !named ? Contractor : null);
        AddText(command, "region", Region);
        AddText(command, "county", County);
        AddText(command, "asset_class", AssetClass);
        AddText(command, "asset_code", AssetCode);
        AddText(command, "work_kind", WorkKind);
        AddText(command, "month", Month);
        AddText(command, "text", Text);
    }

    private static void AddText(NpgsqlCommand command, string name, string? value) =>
        command.Parameters.Add(new(name, NpgsqlDbType.Text)
        {
            Value = string.IsNullOrEmpty(value) ? DBNull.Value : value,
        });
}
