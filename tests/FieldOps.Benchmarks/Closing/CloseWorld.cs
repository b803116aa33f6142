using System.Globalization;
using FieldOps.Benchmarks.Filling;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Npgsql;

namespace FieldOps.Benchmarks.Closing;

/// <summary>
/// A month of many contractors as events in the log: every contractor with its lot, every order entered and ended,
/// works of every settlement model.
/// </summary>
internal sealed class CloseWorld
{
    public const string Month = "2024-01";

    public const decimal MonthlyFeeCny = 120_000m;

    private const int WholePercent = 100;
    private const string Actor = ActorRoles.System + "||bench";

    private static readonly DateTimeOffset s_before = new(2023, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Actor s_manager = new("bench", ActorRoles.ContractorManager);

    private readonly EventCodec _codec = new(
        new EntityCatalog([new ContractorEntity(), new ContractLotEntity(), new ContractorMonthEntity()]), []);

    /// <summary>Code of the n-th contractor.</summary>
    public static string CodeOf(int n) => string.Create(CultureInfo.InvariantCulture, $"CL-{n:0000}");

    /// <summary>The month of the n-th contractor.</summary>
    public static MonthRef MonthOf(int n, TimeZoneInfo zone)
    {
        _ = MonthKey.TryParse(Month, out var month);
        return MonthRef.Of(ContractorIds.Contractor(LifeTokens.Tenant, CodeOf(n)), CodeOf(n), month, zone);
    }

    /// <summary>Writes what <see cref="CloseFacts"/> holds to the log; returns the number of events.</summary>
    public async Task<long> FillAsync(
        NpgsqlDataSource database, SettlementTerms terms, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await new Migrator(database, LogSchema.Migrations).MigrateAsync(cancellationToken);
        var rows = new LogRows(lives: null, position: 0, entity: 0);
        for (var n = 0; n < CloseFacts.Contractors; n++)
        {
            AddContractor(rows, n);
        }

        await LogFiller.WriteAsync(database, rows, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var (contractor, orders) in CloseFacts.Read(connection))
        {
            var month = MonthOf(contractor, zone);
            rows.Add(
                new EntityKey(LifeTokens.Tenant, MonthRef.EntityType, month.EntityId), Actor,
                EventsOf(month, orders, CloseFacts.Works(contractor, terms)).Select(Written), []);
            if (rows.Events.Count >= LogFiller.EventsPerChunk)
            {
                await LogFiller.WriteAsync(database, rows, cancellationToken);
            }
        }

        await LogFiller.FinishAsync(database, rows, cancellationToken);
        return rows.Position;
    }

    private static IEnumerable<(IEvent Event, DateTimeOffset At)> EventsOf(
        MonthRef month, IEnumerable<OrderFact> orders, IEnumerable<WorkFact> works)
    {
        yield return (new MonthOpened(month), month.StartsAt);
        foreach (var order in orders)
        {
            yield return (new MonthOrderEntered(order with { Ended = null }), order.OccurredAt);
            yield return (new MonthOutcomeRecorded(order), order.OccurredAt.AddHours(6));
        }

        foreach (var work in works)
        {
            yield return (new MonthWorkRecorded(work), month.EndsAt);
        }
    }

    private (string Name, string Body, DateTimeOffset At) Written((IEvent Event, DateTimeOffset At) happened)
    {
        var (name, body) = _codec.Write(happened.Event);
        return (name, body, happened.At);
    }

    private void AddContractor(LogRows rows, int n)
    {
        var id = ContractorIds.Contractor(LifeTokens.Tenant, CodeOf(n));
        var registered = new Story<ContractorState>(new ContractorEntity(), _codec).Tell(
            new RegisterContractor(
                id, CodeOf(n), ContractorKind.Contractor, "代维公司 " + CodeOf(n), "Crew of " + CodeOf(n),
                "CLOSE" + n.ToString("D6", CultureInfo.InvariantCulture)),
            s_manager, s_before);
        rows.Add(new(LifeTokens.Tenant, ContractorIds.ContractorType, id), registered.Chapters);
        var code = "L-" + CodeOf(n);
        var lot = ContractorIds.Lot(LifeTokens.Tenant, code);
        var opened = new Story<ContractLotState>(new ContractLotEntity(), _codec).Tell(
            new OpenLot(lot, code, Terms(n, id), []), s_manager, s_before.AddDays(1));
        rows.Add(new(LifeTokens.Tenant, ContractorIds.LotType, lot), opened.Chapters);
    }

    private static LotTerms Terms(int n, Guid contractor) => new(
        "标段 " + CodeOf(n), "Lot " + CodeOf(n), ["station-b"], ["Close/" + CodeOf(n)], [], Pilot: false,
        OutsourcingMode.Partial, [new LotShare(contractor, CodeOf(n), WholePercent, null)], MonthlyFeeCny,
        ContractorLimits.OpenOrdersMax, s_before.AddDays(2), null);
}
