using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using FieldOps.WorkOrders.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FieldOps.Host.Tests.Orders;

public sealed class NoticeTransportTests
{
    private static readonly OpenNotice s_mail = new(
        "default", Guid.Empty, Guid.Empty, "GD-1", "cause", "operations-manager", "smtp", "Late", "超时", "It is late.",
        "已超时。", 0, default);

    [Fact]
    public async Task MailServerThatTakesTheCallAndSaysNothing_IsGivenUpAfterItsTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = Options(((IPEndPoint)silent.LocalEndpoint).Port, "manager@example.com");
        options.TimeoutSeconds = 1;
        (await Transports(options).SendAsync(s_mail, NoticeTarget.Host("manager@example.com"), CancellationToken.None))
            .ShouldBe("smtp-timeout");
    }

    [Fact]
    public async Task AddressThatIsNone_FailsForGood_AndIsRefusedAtTheStart()
    {
        var options = Options(25, "manager at example");
        var failure = (await Transports(options).SendAsync(
            s_mail, NoticeTarget.Host("manager at example"), CancellationToken.None)).ShouldNotBeNull();
        failure.ShouldBe("address-invalid");
        NoticeTransports.IsFinal(failure).ShouldBeTrue();
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, true).ShouldBeFalse();
        faults.ShouldHaveSingleItem().ErrorMessage!.ShouldContain("Recipients:operations-manager");
        var good = Options(25, "one@example.com, two@example.com");
        Validator.TryValidateObject(good, new ValidationContext(good), null, true).ShouldBeTrue();
    }

    private static NoticeOptions Options(int port, string to) => new()
    {
        SmtpHost = "127.0.0.1", SmtpPort = port, Recipients = { ["operations-manager"] = to },
    };

    private static NoticeTransports Transports(NoticeOptions options) => new(
        new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>(),
        Microsoft.Extensions.Options.Options.Create(options));
}
