using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;

namespace FieldOps.Cli.Demo;

/// <summary>Closes months some days after their end: freeze, sheet, signatures, money.</summary>
internal sealed class MonthCloser
{
    // Orders of the last days are replied, reviewed and archived within these days.
    private const int GraceDays = 5;
    private const int OfficeHour = 10;
    private const string Disputing = "PUJIANG";

    private readonly DemoApi _api;
    private readonly WorldIndex _world;
    private readonly Queue<(string Month, DateTimeOffset At)> _months = new();

    public MonthCloser(DemoApi api, WorldIndex world, DateTimeOffset until)
    {
        (_api, _world) = (api, world);
        var last = world.Local(until.AddTicks(-1));
        var first = world.Local(world.World.From);
        for (var m = new DateTime(first.Year, first.Month, 1); m <= last.DateTime; m = m.AddMonths(1))
        {
            var at = m.AddMonths(1).AddDays(GraceDays).AddHours(OfficeHour);
            var instant = new DateTimeOffset(at, world.Zone.GetUtcOffset(at)).ToUniversalTime();
            _months.Enqueue((m.ToString("yyyy-MM", CultureInfo.InvariantCulture), instant));
            Months.Add(m.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            LastAt = instant;
        }
    }

    /// <summary>All months of the story.</summary>
    public List<string> Months { get; } = [];

    /// <summary>When the last is closed.</summary>
    public DateTimeOffset LastAt { get; }

    /// <summary>When the next is due; null when all are closed.</summary>
    public DateTimeOffset? NextAt => _months.TryPeek(out var next) ? next.At : null;

    /// <summary>Closes the month that is due.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var (month, _) = _months.Dequeue();
        await _api.DoAsync(
            "months:close", new { Month = month }, $"demo/close/{month}", DemoApi.Manager, cancellationToken);
        foreach (var contractor in _world.World.Contractors.Select(c => c.Code))
        {
            await SignAsync(contractor, month, month == Months[0] && contractor == Disputing, cancellationToken);
        }
    }

    private async Task SignAsync(string contractor, string month, bool disputes, CancellationToken cancellationToken)
    {
        var finance = new Caller(
            DemoSettings.Tenant, $"demo-finance-{contractor}", ActorRoles.ContractorFinance,
            ContractorIds.Contractor(DemoSettings.Tenant, contractor));
        var head = new Caller(DemoSettings.Tenant, "demo-head", ActorRoles.DepartmentHead);
        if (disputes)
        {
            var reason = new { Reason = "请说明超时工单 / please show the late orders" };
            await StepAsync(contractor, month, "dispute", reason, finance, cancellationToken);
        }

        await StepAsync(contractor, month, "confirm", null, finance, cancellationToken);
        await StepAsync(contractor, month, "approve", null, head, cancellationToken);
        await StepAsync(contractor, month, "publish", null, DemoApi.Manager, cancellationToken);
        await StepAsync(contractor, month, "settle", null, DemoApi.Manager, cancellationToken);
    }

    private Task<ApiAnswer> StepAsync(
        string contractor,
        string month,
        string step,
        object? body,
        Caller caller,
        CancellationToken cancellationToken) =>
        _api.DoAsync(
            $"months/{contractor}/{month}:{step}",
            body,
            $"demo/{contractor}/{month}/{step}",
            caller,
            cancellationToken);
}
