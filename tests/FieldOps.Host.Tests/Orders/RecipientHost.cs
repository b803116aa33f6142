namespace FieldOps.Host.Tests.Orders;

/// <summary>The whole host with a mail server and no address in its settings but the branch head's.</summary>
public sealed class RecipientHost : OrdersHost, IAsyncLifetime
{
    internal Receiver Receiver { get; } = new();

    protected override Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["FieldOps:Notices:SmtpHost"] = "127.0.0.1",
        ["FieldOps:Notices:SmtpPort"] = $"{Receiver.SmtpPort}",
        ["FieldOps:Notices:Recipients:branch-head"] = "head@example.com",
        ["FieldOps:Notices:PollMilliseconds"] = "50",
    };

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
