using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Serialization;
using FieldOps.WorkOrders.Outages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.WorkOrders.Api;

/// <summary>
/// <c>GET /declared-events</c>, newest first, with the names that TMF656 gives to service problems, and
/// <c>GET /power-areas</c>: a county's stations without mains power.
/// </summary>
internal static class ServiceProblemEndpoints
{
    private const string ListSql = """
        select state::text from declared_events.declared_event
        where tenant = @tenant
          and (@category::text is null or state->>'kind' = @category)
          and (@open::bool is null
               or (not coalesce((state->>'withdrawn')::bool, false) and state->>'until' is null) = @open)
          and (@after_at::timestamptz is null or ((state->>'from')::timestamptz, id) < (@after_at, @after_id::uuid))
        order by (state->>'from')::timestamptz desc, id desc
        limit @limit
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/declared-events", ListAsync).WaitsFor(DeclaredEventsProjection.Schema)
            .WithSummary("Declared events and mass outages, newest first · 公告事件与大面积停电")
            .Answers<Page<ServiceProblemLine>>();
        api.MapGet("/power-areas", ReadAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("A county's stations without mains power, and its mass outages · 区县市电停电情况")
            .Answers<PowerAreaView>()
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [FromQuery] string? category,
        [FromQuery] bool? open,
        ApiCall call,
        PageQuery page,
        NpgsqlDataSource database,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(DeclaredEventsProjection.Schema);
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new("tenant", call.Tenant));
        command.Parameters.Add(new("category", NpgsqlDbType.Text)
        {
            Value = string.IsNullOrEmpty(category) ? DBNull.Value : category,
        });
        command.Parameters.Add(new("open", NpgsqlDbType.Boolean) { Value = (object?)open ?? DBNull.Value });
        if (!ListEndpoint.AddCursor(command, page))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var lines = new List<ServiceProblemLine>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            lines.Add(ServiceProblemLine.Of(
                JsonSerializer.Deserialize<DeclaredEventState>(rows.GetString(0), PlatformJson.Options)!,
                call.By.IsOperator));
        }

        return HttpAnswers.From(page.ToPage(
            lines, l => [l.TimeRaised.ToString("O", CultureInfo.InvariantCulture), l.Id.ToString("D")], position));
    }

    private static async Task<IResult> ReadAsync(
        [FromQuery] string region,
        [FromQuery] string county,
        ApiCall call,
        IEntities entities,
        OutageRules rules,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        var key = call.Key(PowerAreaEntity.TypeName, PowerAreaEntity.IdOf(call.Tenant, region, county));
        var snapshot = await entities.ReadAsync(key, cancellationToken);
        var state = (PowerAreaState)snapshot.State;
        if (state.County.Length == 0)
        {
            return HttpAnswers.Refuse(PowerAreaRefusals.Unknown, ("region", region), ("county", county));
        }

        var policy = (await rules.ForAsync(call.Tenant, cancellationToken))(clock.Now);
        return HttpAnswers.Ok(PowerAreaView.Of(state, policy), version: snapshot.Version);
    }
}

/// <summary>A declared event in the words of TMF656 ServiceProblem.</summary>
/// <param name="Id">The event.</param>
/// <param name="Code">
/// Its code: <c>GET /declared-events/{code}</c> tells it, <c>GET /work-orders?declaredEvent={code}</c> its orders.
/// </param>
/// <param name="Category">What it is: <c>mass-outage</c>.</param>
/// <param name="Status"><c>in-progress</c>, <c>resolved</c> or <c>cancelled</c>: it was withdrawn.</param>
/// <param name="Reason">For people.</param>
/// <param name="OriginatorParty">Who declared it: an actor id; <c>system</c> when it was found by the product.</param>
/// <param name="AffectedLocation">Where.</param>
/// <param name="TimeRaised">Beginning, UTC.</param>
/// <param name="ResolutionDate">End, UTC; absent while it lasts.</param>
/// <param name="AffectedOrders">How many orders inherit its window; absent for contractors.</param>
internal sealed record ServiceProblemLine(
    Guid Id,
    string Code,
    DeclaredEventKind Category,
    string Status,
    string Reason,
    string OriginatorParty,
    ImmutableArray<string> AffectedLocation,
    DateTimeOffset TimeRaised,
    DateTimeOffset? ResolutionDate,
    int? AffectedOrders)
{
    public static ServiceProblemLine Of(DeclaredEventState state, bool byOperator) => new(
        state.EventId, state.Code, state.Kind,
        state.Withdrawn ? "cancelled" : state.Until is null ? "in-progress" : "resolved",
        state.Reason, state.DeclaredBy, state.Areas, state.From, state.Until,
        byOperator ? state.Orders.Count : null);
}

/// <summary>A county's mains power as it stands.</summary>
/// <param name="Region">Region.</param>
/// <param name="County">County.</param>
/// <param name="StationsOut">Stations without mains power now.</param>
/// <param name="Level">Outage level by that number; absent when none is out.</param>
/// <param name="Stations">Those stations, the longest first.</param>
/// <param name="Outages">Mass outages that last or are not long over.</param>
internal sealed record PowerAreaView(
    string Region,
    string County,
    int StationsOut,
    string? Level,
    ImmutableArray<OutageStation> Stations,
    ImmutableArray<MassOutage> Outages)
{
    public static PowerAreaView Of(PowerAreaState state, MassOutagePolicy policy) => new(
        state.Region, state.County, state.StationsOut, policy.LevelOf(state.StationsOut),
        [
            .. state.Spells.Where(s => s.RestoredAt is null).OrderBy(s => s.LostAt)
                .Select(s => new OutageStation(s.AssetId, s.AssetCode, s.LostAt)),
        ],
        state.Outages);
}
