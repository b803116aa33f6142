namespace FieldOps.Host.Tests.Orders;

/// <summary>The whole host as it is shipped, telling a receiver of our own.</summary>
public sealed class LadderHost : OrdersHost, IAsyncLifetime
{
    internal Receiver Receiver { get; } = new();

    protected override Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["FieldOps:Notices:WebhookUrl"] = Receiver.Url,
        ["FieldOps:Notices:SmtpHost"] = "127.0.0.1",
        ["FieldOps:Notices:SmtpPort"] = $"{Receiver.SmtpPort}",
        ["FieldOps:Notices:Recipients:operations-manager"] = "manager@example.com",
        ["FieldOps:Notices:PollMilliseconds"] = "50",
    };

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
