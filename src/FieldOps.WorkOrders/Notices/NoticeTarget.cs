using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices.Recipients;

namespace FieldOps.WorkOrders.Notices;

/// <summary>One receiver of a notice.</summary>
/// <param name="Code">What the notice's history knows it by; never its address.</param>
/// <param name="Address">A mail address, several with commas from the host's settings, or a webhook; empty when it is
/// gone.</param>
/// <param name="Language">In which language it is told.</param>
internal sealed record NoticeTarget(string Code, string Address, NoticeLanguage Language)
{
    private const string HostCode = "host";

    /// <summary>That of the host's own settings.</summary>
    public static NoticeTarget Host(string address) => new(HostCode, address, NoticeLanguage.Both);

    /// <summary>The id that this receiver knows the notice by, however often it comes.</summary>
    public Guid KeyOf(OpenNotice notice) => Code == HostCode ? notice.Id : NameBasedId.Of(notice.Id, Code);
}
