using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>Takes numbers from blocks, so that an order does not cost a write of its own.</summary>
internal sealed class Numbers(NpgsqlDataSource database, TimeZoneInfo zone) : INumbers
{
    /// <summary>Numbers taken at once where nothing else is said.</summary>
    public const int BlockSizeDefault = 200;

    /// <summary>Numbers taken at once; what a stopped process had left is a gap.</summary>
    public int BlockSize { get; init; } = BlockSizeDefault;

    private const string Take = """
        insert into log.number(tenant, series, day, next) values ($1, $2, $3, 1 + $4)
        on conflict (tenant, series, day) do update set next = log.number.next + $4
        returning next
        """;

    private readonly ConcurrentDictionary<(string Tenant, string Series, DateOnly Day), Block> _blocks = new();

    public async ValueTask<string> NextAsync(
        string tenant, string series, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var block = _blocks.GetOrAdd((tenant, series, day), _ => new Block());
        if (_blocks.Count > 1_000)
        {
            ForgetOldDays(day);
        }

        var number = await NextOfAsync(block, tenant, series, day, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{day:yyyyMMdd}-{number:00000}");
    }

    private async ValueTask<int> NextOfAsync(
        Block block, string tenant, string series, DateOnly day, CancellationToken cancellationToken)
    {
        await block.Gate.WaitAsync(cancellationToken);
        try
        {
            if (block.Next == block.End)
            {
                await using var command = database.CreateCommand(Take);
                command.Parameters.Add(new() { Value = tenant });
                command.Parameters.Add(new() { Value = series });
                command.Parameters.Add(new() { Value = day });
                command.Parameters.Add(new() { Value = BlockSize });
                block.End = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
                block.Next = block.End - BlockSize;
            }

            return block.Next++;
        }
        finally
        {
            block.Gate.Release();
        }
    }

    private void ForgetOldDays(DateOnly today)
    {
        foreach (var key in _blocks.Keys.Where(k => k.Day < today.AddDays(-2)))
        {
            _blocks.TryRemove(key, out _);
        }
    }

    private sealed class Block
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public int Next { get; set; }

        public int End { get; set; }
    }
}
