using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FieldOps.Benchmarks.Peers.Ef;

/// <summary>A ticket as the callers send it, to us and to the peer alike.</summary>
internal sealed record EfTicketBody(
    string AssetCode, string Severity, string ProbableCause, string Description, DateTimeOffset OccurredAt);

/// <summary>A batch of them.</summary>
internal sealed record EfBatchBody(IReadOnlyList<EfTicketBody> Items);

/// <summary>What a ticket became.</summary>
internal sealed record EfTicketAnswer(Guid Id, string Number, Guid OrderId, string OrderNumber);

/// <summary>
/// Takes tickets in with one SaveChanges a request or batch: the way most services of this kind are written.
/// </summary>
internal sealed class EfIntake(EfFacts facts)
{
    private const string Tenant = "default";
    private static readonly string[] s_deadlineKinds =
        ["accept", "arrive", "restore", "repair", "report", "accept-warning", "arrive-warning", "restore-warning"];

    private static long s_numbers;

    public async Task<IResult> OneAsync(HttpRequest request, EfTicketBody body, EfContext database)
    {
        var key = KeyOf(request);
        var answers = await ManyAsync([(key, body)], database);
        return answers[0] is { } answer ? Results.Created($"/api/v1/tickets/{answer.Id}", answer)
            : Results.Problem(statusCode: StatusCodes.Status409Conflict);
    }

    public async Task<IResult> BatchAsync(HttpRequest request, EfBatchBody body, EfContext database)
    {
        var key = KeyOf(request);
        var answers = await ManyAsync(
            [.. body.Items.Select((b, i) => (NameBasedId.Of(key, i.ToString(CultureInfo.InvariantCulture)), b))],
                database);
        return Results.Ok(new { accepted = answers.Count(a => a is not null), items = answers });
    }

    private async Task<EfTicketAnswer?[]> ManyAsync((Guid Key, EfTicketBody Body)[] wanted, EfContext database)
    {
        var keys = wanted.Select(w => w.Key).ToArray();
        var codes = wanted.Select(w => w.Body.AssetCode).ToArray();
        var seen = await database.Keys.AsNoTracking().Where(k => keys.Contains(k.Id))
            .ToDictionaryAsync(k => k.Id, k => k.TicketId);
        var assets = await database.Assets.AsNoTracking()
            .Where(a => a.Tenant == Tenant && codes.Contains(a.Code))
            .Select(a => new
            {
                a.Id, a.Code, Open = database.Tickets.Any(t => t.AssetId == a.Id && t.ClosedAt == null),
            })
            .ToDictionaryAsync(a => a.Code, StringComparer.Ordinal);
        var answers = new EfTicketAnswer?[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!seen.ContainsKey(wanted[i].Key) &&
                assets.TryGetValue(wanted[i].Body.AssetCode, out var asset) && !asset.Open)
            {
                answers[i] = Add(database, wanted[i].Key, wanted[i].Body, asset.Id);
            }
        }

        await database.SaveChangesAsync();
        return answers;
    }

    private EfTicketAnswer Add(EfContext database, Guid key, EfTicketBody body, Guid assetId)
    {
        var now = TimeProvider.System.GetUtcNow();
        var number = Interlocked.Increment(ref s_numbers).ToString("00000", CultureInfo.InvariantCulture);
        var ticket = new EfTicket
        {
            Id = NameBasedId.Of(key, "ticket"), Tenant = Tenant, Number = "GZ-" + number, AssetId = assetId,
            Severity = body.Severity, ProbableCause = body.ProbableCause, Description = body.Description,
            OccurredAt = body.OccurredAt.ToUniversalTime(), RaisedAt = now,
        };
        var order = new EfOrder
        {
            Id = NameBasedId.Of(ticket.Id, "work-order"), Tenant = Tenant, Number = "GD-" + number,
            TicketId = ticket.Id, AssetId = assetId, Status = "dispatched",
            ContractorId = NameBasedId.Of(key, "contractor"), CreatedAt = now, Version = 1,
        };
        database.Tickets.Add(ticket);
        database.Orders.Add(order);
        for (var d = 0; d < facts.Deadlines; d++)
        {
            database.Deadlines.Add(new EfDeadline
            {
                OrderId = order.Id, Kind = s_deadlineKinds[d], DueAt = ticket.OccurredAt.AddHours(d + 1),
            });
        }

        database.Keys.Add(new EfIdempotencyKey { Id = key, BodyHash = assetId.GetHashCode(), TicketId = ticket.Id, At =
            now });
        var text = JsonSerializer.Serialize(body, PlatformJson.Options).PadRight(facts.AuditCharacters);
        for (var a = 0; a < facts.Audits; a++)
        {
            database.Audits.Add(new EfAudit
            {
                SubjectId = a == 0 ? ticket.Id : order.Id, Name = "work-order.created", Body = text,
                Actor = "dispatcher||bench", CommandId = key, At = now,
            });
        }

        return new(ticket.Id, ticket.Number, order.Id, order.Number);
    }

    private static Guid KeyOf(HttpRequest request) => Guid.Parse(request.Headers["Idempotency-Key"].ToString());
}
