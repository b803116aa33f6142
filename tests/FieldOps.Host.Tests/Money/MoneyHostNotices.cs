using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Host.Tests.Money;

/// <summary>What the outbox holds.</summary>
internal static class MoneyHostNotices
{
    /// <summary>Notices about a subject.</summary>
    public static async Task<int> CountAsync(MoneyHost host, Guid subject)
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        await progress.WaitToEndAsync("notice_outbox", CancellationToken.None);
        await using var command = host.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select count(*)::int from notice_outbox.notice where order_id = $1");
        command.Parameters.Add(new() { Value = subject });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
