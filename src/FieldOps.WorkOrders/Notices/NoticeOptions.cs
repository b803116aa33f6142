using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.WorkOrders.Notices;

/// <summary>Where notices go that no list of recipients takes; section <c>FieldOps:Notices</c>.</summary>
internal sealed class NoticeOptions : IValidatableObject
{
    public const string Section = "FieldOps:Notices";

    /// <summary>Takes a POST a notice; empty: the channel is not configured.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Mail server; empty: the channel is not configured.</summary>
    [StringLength(200)]
    public string? SmtpHost { get; set; }

    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 25;

    /// <summary>
    /// True: nothing is said before the connection is one of TLS (STARTTLS), to a server whose certificate is trusted.
    /// </summary>
    public bool SmtpTls { get; set; }

    /// <summary>Who signs in at the mail server; empty: it takes mail of anybody who reaches it.</summary>
    [StringLength(200)]
    public string? SmtpUser { get; set; }

    /// <summary>The password of <see cref="SmtpUser"/>; in no log and no answer.</summary>
    [StringLength(500)]
    public string? SmtpPassword { get; set; }

    /// <summary>Sender's address.</summary>
    [StringLength(200)]
    public string SmtpFrom { get; set; } = "fieldops@localhost";

    /// <summary>Addresses by role, separated by commas.</summary>
    public Dictionary<string, string> Recipients { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often the outbox is looked at.</summary>
    [Range(50, 60_000)]
    public int PollMilliseconds { get; set; } = 1_000;

    /// <summary>How long a receiver may take.</summary>
    [Range(1, 100)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>
    /// The roles that are a contractor's own, separated by commas: those that its list of recipients may hold.
    /// </summary>
    [StringLength(500)]
    public string ContractorRoles { get; set; } = "team-leader,contractor-manager,contractor-dispatcher";

    /// <summary>The same, one by one.</summary>
    public ImmutableArray<string> ContractorRoleList =>
        [.. ContractorRoles.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Whether the host's own settings can serve a channel.</summary>
    public bool Serves(string channel) => channel switch
    {
        NoticeChannels.Webhook => WebhookUrl is not null,
        NoticeChannels.Smtp => !string.IsNullOrEmpty(SmtpHost),
        _ => true,
    };

    /// <summary>Every address that mail servers could not read, and a sign-in that is half there or open to all.
    /// </summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Addresses().Concat(SignIn());

    private IEnumerable<ValidationResult> SignIn()
    {
        if (string.IsNullOrEmpty(SmtpUser) != string.IsNullOrEmpty(SmtpPassword))
        {
            yield return new($"{Section}: SmtpUser and SmtpPassword belong together", [nameof(SmtpUser)]);
        }

        if (!string.IsNullOrEmpty(SmtpPassword) && !SmtpTls && !IsThisMachine(SmtpHost))
        {
            yield return new(
                $"{Section}:SmtpTls: the password would cross the network in clear", [nameof(SmtpTls)]);
        }
    }

    private static bool IsThisMachine(string? host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private IEnumerable<ValidationResult> Addresses() =>
        Recipients.SelectMany(r => r.Value.Split(','), (r, address) => (Name: "Recipients:" + r.Key, Address: address))
            .Append((Name: nameof(SmtpFrom), Address: SmtpFrom))
            .Where(a => !MailAddress.TryCreate(a.Address.Trim(), out _))
            .Select(a => new ValidationResult($"{Section}:{a.Name}: {a.Address} is no mail address", [a.Name]));
}
