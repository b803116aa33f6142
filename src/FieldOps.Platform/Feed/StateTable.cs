using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// A table of a projection whose rows hold the state of one entity type as JSON, folded by the entity's own rules: for
/// registers and other small entities that are listed as they are.
/// </summary>
/// <param name="definition">The entity.</param>
/// <param name="table">Name of the table, without schema.</param>
public sealed class StateTable(EntityDefinition definition, string table)
{
    /// <summary>
    /// Creates the table: <c>tenant</c>, <c>id</c>, <c>state</c> (jsonb); unique by <c>tenant</c> and the state's
    /// member <c>code</c>.
    /// </summary>
    public string Ddl =>
        $"""
        create table {table}(
            tenant text not null, id uuid not null, state jsonb not null, primary key (tenant, id));
        create unique index {table}_code on {table}(tenant, (state->>'code'));
        """;

    /// <summary>Folds the events of this entity type; others are passed over.</summary>
    /// <param name="batch">Events of one entity in order.</param>
    /// <param name="connection">Inside the projection's transaction.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var mine = batch.Where(e => e.Key.Type == definition.Type).ToArray();
        if (mine.Length == 0)
        {
            return;
        }

        var states = await LoadAsync([.. mine.Select(e => e.Key).Distinct()], connection, cancellationToken);
        foreach (var happened in mine)
        {
            var before = states.GetValueOrDefault(happened.Key) ?? definition.InitialState;
            states[happened.Key] = definition.Apply(before, happened.Body);
        }

        await StoreAsync(states, connection, cancellationToken);
    }

    private async Task<Dictionary<EntityKey, object>> LoadAsync(
        EntityKey[] keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select t.tenant, t.id, t.state::text
            from {table} t join unnest($1::text[], $2::uuid[]) k(tenant, id) on t.tenant = k.tenant and t.id = k.id
            """,
            connection);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Id).ToArray() });
        var states = new Dictionary<EntityKey, object>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            states[new EntityKey(rows.GetString(0), definition.Type, rows.GetGuid(1))] =
                JsonSerializer.Deserialize(rows.GetString(2), definition.StateType, PlatformJson.Options)!;
        }

        return states;
    }

    private async Task StoreAsync(
        Dictionary<EntityKey, object> states, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            insert into {table}(tenant, id, state)
            select tenant, id, state::jsonb from unnest($1::text[], $2::uuid[], $3::text[]) r(tenant, id, state)
            on conflict (tenant, id) do update set state = excluded.state
            """,
            connection);
        command.Parameters.Add(new() { Value = states.Keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = states.Keys.Select(k => k.Id).ToArray() });
        command.Parameters.Add(new()
        {
            Value = states.Values
                .Select(s => JsonSerializer.Serialize(s, definition.StateType, PlatformJson.Options))
                .ToArray(),
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
