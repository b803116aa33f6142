using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.WorkOrders.List;

/// <summary>Who assists with which order: a batch's last word on each pair.</summary>
internal sealed class AssistRows
{
    /// <summary>The table, beside the list's own.</summary>
    public const string Ddl = """
        create table assist(
            tenant text not null, contractor_id uuid not null, order_id uuid not null,
            primary key (tenant, contractor_id, order_id));
        """;

    private const string Remove = """
        delete from assist a using unnest($1::text[], $2::uuid[], $3::uuid[]) r(tenant, contractor_id, order_id)
        where a.tenant = r.tenant and a.contractor_id = r.contractor_id and a.order_id = r.order_id
        """;

    private const string Insert = """
        insert into assist(tenant, contractor_id, order_id)
        select * from unnest($1::text[], $2::uuid[], $3::uuid[])
        on conflict do nothing
        """;

    private readonly Dictionary<(string Tenant, Guid ContractorId, Guid OrderId), bool> _assists = [];

    /// <summary>Takes what an event says of who assists.</summary>
    public void Take(EntityKey order, IEvent happened)
    {
        switch (happened)
        {
            case AssistAdded e:
                _assists[(order.Tenant, e.Party.ContractorId, order.Id)] = true;
                break;
            case AssistLeft e:
                _assists[(order.Tenant, e.ContractorId, order.Id)] = false;
                if (e.Replacement is { } heir)
                {
                    _assists[(order.Tenant, heir.ContractorId, order.Id)] = true;
                }

                break;
            case OrderDispatched e:
                // Whoever leads assists no longer, also when the order goes on to a third party afterwards.
                _assists[(order.Tenant, e.Assignee.ContractorId, order.Id)] = false;
                break;
        }
    }

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await RunAsync(connection, Remove, assists: false, cancellationToken);
        await RunAsync(connection, Insert, assists: true, cancellationToken);
    }

    private async Task RunAsync(
        NpgsqlConnection connection, string sql, bool assists, CancellationToken cancellationToken)
    {
        var rows = _assists.Where(a => a.Value == assists).Select(a => a.Key).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, r => r.Tenant) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, r => r.ContractorId) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, r => r.OrderId) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
