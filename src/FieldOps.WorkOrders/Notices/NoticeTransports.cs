using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices.Recipients;
using FieldOps.Platform.Serialization;
using Microsoft.Extensions.Options;

namespace FieldOps.WorkOrders.Notices;

/// <summary>One notice on its way.</summary>
internal sealed record OpenNotice(
    string Tenant,
    Guid Id,
    Guid OrderId,
    string Number,
    string Cause,
    string Role,
    string Channel,
    string SubjectEn,
    string SubjectZh,
    string BodyEn,
    string BodyZh,
    int Attempts,
    DateTimeOffset DueAt,
    Guid? ContractorId = null);

/// <summary>Sends a notice; the answer is null when the receiver took it, else a word for what went wrong.</summary>
internal sealed class NoticeTransports(IHttpClientFactory clients, IOptions<NoticeOptions> options)
{
    public const string Client = "notices";
    public const string NotConfigured = "not-configured";
    public const string AddressInvalid = "address-invalid";
    public const string RecipientUnknown = "recipient-unknown";

    /// <summary>Not all recipients have had their turn yet.</summary>
    public const string Unfinished = "unfinished";

    // What a server says that wants TLS first (RFC 3207), a sign-in, or another one (RFC 4954). The first two share a
    // number, and only the words tell them apart.
    private const SmtpStatusCode SignInWanted = SmtpStatusCode.MustIssueStartTlsFirst;
    private const SmtpStatusCode SignInRefused = (SmtpStatusCode)535;

    // Names the notice to the receiver: sent twice, it is the same.
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>Whether trying again would end the same way.</summary>
    public static bool IsFinal(string failure) => failure is NotConfigured or AddressInvalid;

    public async Task<string?> SendAsync(
        OpenNotice notice, NoticeTarget target, CancellationToken cancellationToken) => notice.Channel switch
        {
            NoticeChannels.Webhook => await PostAsync(notice, target, cancellationToken),
            NoticeChannels.Smtp => await MailAsync(notice, target, cancellationToken),
            _ => NotConfigured,
        };

    private async Task<string?> PostAsync(OpenNotice notice, NoticeTarget target, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(target.Address, UriKind.Absolute, out var url))
        {
            return AddressInvalid;
        }

        try
        {
            using var client = clients.CreateClient(Client);
            client.Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = JsonContent.Create(notice, options: PlatformJson.Options),
            };
            request.Headers.Add(KeyHeader, target.KeyOf(notice).ToString("D"));
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"http-{(int)response.StatusCode}");
        }
        catch (HttpRequestException)
        {
            return "http-unreachable";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "http-timeout";
        }
    }

    private async Task<string?> MailAsync(OpenNotice notice, NoticeTarget target, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (string.IsNullOrEmpty(settings.SmtpHost))
        {
            return NotConfigured;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            using var client = Connecting(settings);
            using var mail = Written(notice, settings.SmtpFrom, target);
            await client.SendMailAsync(mail, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "smtp-timeout";
        }
        catch (FormatException)
        {
            return AddressInvalid;
        }
        catch (SmtpException clear) when (clear.StatusCode == SignInWanted && !settings.SmtpTls && WantsTls(clear))
        {
            return "smtp-needs-tls";
        }
        catch (SmtpException unknown) when (unknown.StatusCode is SignInWanted or SignInRefused)
        {
            return "smtp-not-signed-in";
        }
        catch (Exception failure) when (
            failure is SmtpException or IOException or SocketException or AuthenticationException)
        {
            return "smtp-failed";
        }
    }

    private static bool WantsTls(SmtpException refused) =>
        refused.Message.Contains("TLS", StringComparison.OrdinalIgnoreCase);

    private static SmtpClient Connecting(NoticeOptions settings) => new(settings.SmtpHost, settings.SmtpPort)
    {
        EnableSsl = settings.SmtpTls,
        Credentials = string.IsNullOrEmpty(settings.SmtpUser)
            ? null
            : new NetworkCredential(settings.SmtpUser, settings.SmtpPassword),
    };

    private static MailMessage Written(OpenNotice notice, string from, NoticeTarget target)
    {
        var (subject, body) = target.Language switch
        {
            NoticeLanguage.Zh => (notice.SubjectZh, notice.BodyZh),
            NoticeLanguage.En => (notice.SubjectEn, notice.BodyEn),
            _ => ($"{notice.SubjectZh} / {notice.SubjectEn}", $"{notice.BodyZh}\n\n{notice.BodyEn}"),
        };
        var mail = new MailMessage(from, target.Address) { Subject = subject, Body = body + "\n" };
        mail.Headers.Add("Message-ID", $"<{target.KeyOf(notice):D}@fieldops>");
        return mail;
    }
}
