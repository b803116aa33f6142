using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using FieldOps.Platform.Entities;
using Npgsql;

namespace FieldOps.Host.Tests.Whole;

/// <summary>
/// A small entity of the tests' own, with a projection: the plumbing is tested without any rule of the domain.
/// </summary>
internal static class Lamp
{
    public const string Type = "lamp";

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<EntityDefinition>(new LampDefinition());
        services.AddSingleton<Projection, LampProjection>();
        services.AddSingleton<Reactor, LampReactor>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Lamps");
        api.MapPost("/lamps/{id:guid}:watch", async (
            Guid id, ApiCall call, ApiBody<SetWatts> body, IEntities entities, CancellationToken cancellationToken) =>
            HttpAnswers.From(await entities.AskAsync(
                call.Key(Type, id), body.Value, call.ToContext(), cancellationToken)));
        api.MapGet("/lamps/{id:guid}", async (
            Guid id, ApiCall call, IEntities entities, CancellationToken cancellationToken) =>
            HttpAnswers.From(Type, await entities.ReadAsync(call.Key(Type, id), cancellationToken)));
        api.MapGet("/lamps/total", async (
            ApiCall call, NpgsqlDataSource database, IFeedProgress progress, CancellationToken cancellationToken) =>
        {
            var position = progress.PositionOf("lamps");
            await using var command = database.CreateCommand("select coalesce(sum(watts), 0) from lamps.lamp");
            var total = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            return HttpAnswers.Ok(new { total }, position);
        }).WaitsFor("lamps");
    }

    /// <summary>Every lamp switched to 100 watts wants a second one, of 101, which refuses.</summary>
    private sealed class LampReactor : Reactor
    {
        public override string Name => "second-lamp";

        public override ImmutableHashSet<string> EventNames { get; } = ["lamp.watts-set.v1"];

        public override IEnumerable<Reaction> React(RecordedEvent happened) =>
            happened.Body is WattsSet { Watts: 100 }
                ? [new Reaction(
                    happened.Key with { Id = NameBasedId.Of(happened.Key.Id, "second") }, new SetWatts(101))]
                : [];
    }

    public sealed record SetWatts(int Watts) : ICommand;

    public sealed record WattsSet(int Watts) : IEvent;

    public sealed record LampState(int Watts);

    private sealed class LampDefinition : EntityDefinition<LampState>
    {
        public override string Type => Lamp.Type;

        public override ImmutableDictionary<string, Type> Events { get; } =
            ImmutableDictionary<string, Type>.Empty.Add("lamp.watts-set.v1", typeof(WattsSet));

        public override ImmutableDictionary<string, Type> Commands { get; } =
            ImmutableDictionary<string, Type>.Empty.Add("lamp.set-watts", typeof(SetWatts));

        public override Type ViewType => typeof(LampState);

        public override LampState Initial { get; } = new(0);

        public override Decision Decide(LampState state, ICommand command, Actor by, DateTimeOffset now) =>
            command is not SetWatts set ? Decision.Nothing
            : set.Watts > 100 ? Decision.Refuse("lamp.too-bright", ("watts", $"{set.Watts}"))
            : Decision.Of(new WattsSet(set.Watts));

        public override LampState Evolve(LampState state, IEvent happened) =>
            happened is WattsSet set ? new LampState(set.Watts) : state;

        public override object View(LampState state) => state;
    }

    private sealed class LampProjection : Projection
    {
        public override string Name => "lamps";

        public override int Revision => 1;

        public override ImmutableHashSet<string> EventNames { get; } = ["lamp.watts-set.v1"];

        public override string Ddl => "create table lamp(id uuid primary key, watts int not null)";

        public override async Task ApplyAsync(
            IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            foreach (var happened in batch)
            {
                await using var command = new NpgsqlCommand(
                    """
                    insert into lamp(id, watts) values ($1, $2)
                    on conflict (id) do update set watts = excluded.watts
                    """,
                    connection);
                command.Parameters.Add(new() { Value = happened.Key.Id });
                command.Parameters.Add(new() { Value = ((WattsSet)happened.Body).Watts });
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        public override Projection Fresh() => new LampProjection();
    }
}
