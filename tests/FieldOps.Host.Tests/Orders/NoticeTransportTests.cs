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

    [Fact]
    public async Task MailServerThatDemandsASignIn_TakesTheMailOfWhoKnowsThePassword()
    {
        await using var relay = new MailRelay();

        (await MailAsync(relay, MailRelay.User, MailRelay.Password)).ShouldBeNull();
        relay.Heard.ShouldContain(line => line.StartsWith("RCPT TO:<manager@example.com>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(MailRelay.User, "another")]
    public async Task MailServerThatDemandsASignIn_RefusesAnybodyElse_AndItIsSaid(string? user, string? password)
    {
        await using var relay = new MailRelay();

        var failure = (await MailAsync(relay, user, password)).ShouldNotBeNull();

        failure.ShouldBe("smtp-not-signed-in");
        NoticeTransports.IsFinal(failure).ShouldBeFalse();
    }

    [Theory]
    [InlineData("530 5.7.0 Must issue a STARTTLS command first", "smtp-needs-tls")]
    [InlineData("530 5.7.0 Authentication required", "smtp-not-signed-in")]
    public async Task MailServerThatTakesNothingInClear_IsToldApart(string said, string failure)
    {
        await using var relay = new MailRelay { Refusal = said };

        (await MailAsync(relay, null, null)).ShouldBe(failure);
    }

    // It offers none, or one that nobody has reason to trust.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MailServerWithoutTrustedTls_HearsNoPassword(bool offered)
    {
        await using var relay = new MailRelay(offered);

        (await MailAsync(relay, MailRelay.User, MailRelay.Password, tls: true)).ShouldBe("smtp-failed");

        relay.Heard.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
        relay.Heard.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
        relay.Heard.Contains("STARTTLS").ShouldBe(offered);
    }

    [Theory]
    [InlineData("mail.example.com", true, "u", "p", null)]
    [InlineData("127.0.0.1", false, "u", "p", null)]
    [InlineData("mail.example.com", false, null, null, null)]
    [InlineData("mail.example.com", false, "u", "p", "in clear")]
    [InlineData("mail.example.com", true, "u", null, "belong together")]
    [InlineData("mail.example.com", true, null, "p", "belong together")]
    public void SignIn_ThatIsHalfThereOrOpenToAll_IsRefusedAtTheStart(
        string host, bool tls, string? user, string? password, string? fault)
    {
        var options = Options(587, "one@example.com");
        (options.SmtpHost, options.SmtpTls) = (host, tls);
        (options.SmtpUser, options.SmtpPassword) = (user, password);
        var faults = new List<ValidationResult>();

        Validator.TryValidateObject(options, new ValidationContext(options), faults, true).ShouldBe(fault is null);

        string.Join('\n', faults.Select(f => f.ErrorMessage)).ShouldContain(fault ?? string.Empty);
    }

    private static Task<string?> MailAsync(MailRelay relay, string? user, string? password, bool tls = false)
    {
        var options = Options(relay.Port, "manager@example.com");
        (options.SmtpTls, options.SmtpUser, options.SmtpPassword) = (tls, user, password);
        return Transports(options).SendAsync(
            s_mail, NoticeTarget.Host("manager@example.com"), CancellationToken.None);
    }

    private static NoticeOptions Options(int port, string to) => new()
    {
        SmtpHost = "127.0.0.1", SmtpPort = port, Recipients = { ["operations-manager"] = to },
    };

    private static NoticeTransports Transports(NoticeOptions options) => new(
        new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>(),
        Microsoft.Extensions.Options.Options.Create(options));
}
