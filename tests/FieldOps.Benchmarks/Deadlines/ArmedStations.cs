using System.Globalization;
using FieldOps.Benchmarks.Filling;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Npgsql;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>
/// Base stations out of service, each with one alarm that becomes a fault when it has lasted: the product's own
/// decider under the packaged alarm policy. What fires ends as a ticket in the station's log.
/// </summary>
internal static class ArmedStations
{
    public const string Fired = "asset.fault-ticket-raised";
    private const string Severity = "major";
    private const string Cause = "outOfService";
    private const string By = "dispatcher||bench";
    private static readonly Actor s_by = new("bench", ActorRoles.Dispatcher);

    public static AssetEntity Definition { get; } = new(AssetTypes.BaseStation);

    public static RegisterAsset Register(string code) =>
        new(AssetIds.Of(LifeTokens.Tenant, code), Lives.Profile(code, LifeTokens.CountyOf(0)), Definition.Type);

    public static EntityKey KeyOf(string code) =>
        new(LifeTokens.Tenant, Definition.Type, AssetIds.Of(LifeTokens.Tenant, code));

    /// <summary>Fills an empty database with one station for each instant.</summary>
    public static async Task FillAsync(
        string address,
        IEnumerable<DateTimeOffset> instants,
        Action<long> progress,
        CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(address);
        await new Migrator(database, LogSchema.Migrations).MigrateAsync(cancellationToken);
        var rows = new LogRows(lives: null, position: 0, entity: 0);
        var codec = new EventCodec(new EntityCatalog([Definition]), []);
        var terms = Terms();
        var n = 0;
        foreach (var due in instants)
        {
            Add(rows, codec, terms, "BD" + (n++).ToString("0000000", CultureInfo.InvariantCulture), due);
            if (rows.Events.Count >= LogFiller.EventsPerChunk)
            {
                await LogFiller.WriteAsync(database, rows, cancellationToken);
                progress(n);
            }
        }

        await LogFiller.FinishAsync(database, rows, cancellationToken);
    }

    private static AlarmTerms Terms() =>
        PolicyFolder.Open(new ConfigurationBuilder().Build()).Load<AlarmPolicy>("alarms").All.First()
            .TermsFor(Severity, Cause);

    private static void Add(LogRows rows, EventCodec codec, AlarmTerms terms, string code, DateTimeOffset due)
    {
        var raisedAt = due.AddMinutes(-terms.PersistenceMinutes!.Value);
        var raise = new RaiseAlarm("A-" + code, Severity, Cause, raisedAt, terms);
        var (state, events) = (Definition.Initial, new List<(string, string, DateTimeOffset)>());
        foreach (var (command, at) in new (ICommand, DateTimeOffset)[]
            { (Register(code), raisedAt.AddDays(-1)), (raise, raisedAt) })
        {
            foreach (var happened in Definition.Decide(state, command, s_by, at).Events)
            {
                var (name, body) = codec.Write(happened);
                events.Add((name, body, at));
                state = Definition.Evolve(state, happened);
            }
        }

        rows.Add(KeyOf(code), By, events, Definition.Deadlines(state));
    }
}
