using Npgsql;

namespace FieldOps.WorkOrders;

/// <summary>Reads whose orders are whose, for hand-overs.</summary>
internal sealed class LeaverOrders(NpgsqlDataSource database)
{
    private const string OpenSql = """
        select id from work_orders.work_order where tenant = $1 and contractor_id = $2 and ended_at is null
        union
        select w.id from work_orders.assist a
        join work_orders.work_order w on w.tenant = a.tenant and w.id = a.order_id
        where a.tenant = $1 and a.contractor_id = $2 and w.ended_at is null
        order by 1
        """;

    private const string LeadsSql = """
        select id, contractor_id from work_orders.work_order
        where tenant = $1 and id = any($2) and contractor_id is not null
        """;

    /// <summary>Open orders that a contractor leads or assists with.</summary>
    public async Task<List<Guid>> OpenAsync(string tenant, Guid contractor, CancellationToken cancellationToken)
    {
        var orders = new List<Guid>();
        await using var command = Of(OpenSql, tenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = contractor });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            orders.Add(rows.GetGuid(0));
        }

        return orders;
    }

    /// <summary>Who leads each of these orders; those in the queue are left out.</summary>
    public async Task<Dictionary<Guid, Guid>> LeadsAsync(
        string tenant, Guid[] orders, CancellationToken cancellationToken)
    {
        var leads = new Dictionary<Guid, Guid>();
        await using var command = Of(LeadsSql, tenant);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = orders });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            leads[rows.GetGuid(0)] = rows.GetGuid(1);
        }

        return leads;
    }

    private NpgsqlCommand Of(string sql, string tenant)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        return command;
    }
}
