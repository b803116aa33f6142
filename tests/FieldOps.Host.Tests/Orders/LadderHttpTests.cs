using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>A VIP station: 120 minutes to restore. The ladder tells a webhook, a mail server and the log.</summary>
public sealed class LadderHttpTests(LadderHost host) : IClassFixture<LadderHost>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Steps_AreToldOnce_AgainAfterARefusal_AndNoMoreAfterTheCancellation()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await host.AddAssetAsync("N1", "station-vip");
        var id = await host.ReportAsync("N1");
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:arrive", new { }, Worker(Alpha));
        host.Receiver.Refusals = 1;

        await host.AdvanceToAsync(60);
        var refused = await host.Receiver.PostAsync(patience.Token);
        refused.Key.ShouldEndWith(" refused");
        await FailureIsRecordedAsync(id, patience.Token);
        await host.AdvanceToAsync(61.5);
        var first = await host.Receiver.PostAsync(patience.Token);
        first.Key.ShouldBe(refused.Key[..^" refused".Length]);
        first.Body.GetProperty("role").GetString().ShouldBe("team-leader");
        first.Body.GetProperty("subjectZh").GetString()!.ShouldContain("50%");

        await host.AdvanceToAsync(100);
        (await host.Receiver.PostAsync(patience.Token)).Body.GetProperty("role").GetString()
            .ShouldBe("contractor-manager");
        await host.AdvanceToAsync(121);
        (await host.Receiver.PostAsync(patience.Token)).Body.GetProperty("role").GetString()
            .ShouldBe("operations-manager");
        var mail = await host.Receiver.MailAsync(patience.Token);
        mail.ShouldContain("manager@example.com");
        mail.ShouldContain("Message-ID");

        await host.DoAsync($"/work-orders/{id}:cancel", new { reason = "Duplicate" }, As("dispatcher"));
        await host.AdvanceToAsync(400);
        var lines = (await host.ReadAsync($"/work-orders/{id}/notices")).EnumerateArray()
            .Where(l => l.GetProperty("channel").GetString() == "webhook").ToList();
        lines.Select(l => l.GetProperty("role").GetString())
            .ShouldBe(["team-leader", "contractor-manager", "operations-manager"]);
        lines[0].GetProperty("attempts").GetInt32().ShouldBe(2);
    }

    // The receiver has the post before the sender has its answer: the next attempt is due a minute after that.
    private async Task FailureIsRecordedAsync(Guid id, CancellationToken patience)
    {
        bool isRecorded;
        do
        {
            patience.ThrowIfCancellationRequested();
            isRecorded = (await host.ReadAsync($"/work-orders/{id}/notices")).EnumerateArray()
                .Any(l => l.GetProperty("attempts").GetInt32() == 1
                    && l.GetProperty("channel").GetString() == "webhook"
                    && l.GetProperty("status").GetString() == "queued");
        }
        while (!isRecorded);
    }
}
