using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.WorkOrders.Api;

/// <summary>Why a contractor did not get an order, in words that people read.</summary>
/// <param name="Contractor">Its code.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
internal sealed record PassedOver(string Contractor, string En, string Zh)
{
    public static ImmutableArray<PassedOver> Of(ImmutableArray<CandidateVerdict> candidates) =>
        candidates.IsDefault
            ? []
            : [.. candidates.Where(c => c.Verdict != CandidateVerdicts.Chosen).Select(Of)];

    private static PassedOver Of(CandidateVerdict candidate)
    {
        var share = candidate.SharePercent.ToString("0.##", CultureInfo.InvariantCulture);
        var (en, zh) = candidate.Verdict switch
        {
            CandidateVerdicts.Share => ($"Another drew it; its share is {share} %.", $"由其他单位抽得；份额 {share}%。"),
            CandidateVerdicts.Volume => (
                $"Another is further behind; its share is {share} %, it had {candidate.Volume} orders.",
                $"其他单位差距更大；份额 {share}%，已承接 {candidate.Volume} 单。"),
            CandidateVerdicts.Overloaded => (
                $"It holds {candidate.OpenOrders} open orders, as many as the lot allows.",
                $"在途工单 {candidate.OpenOrders} 单，已达标包上限。"),
            CandidateVerdicts.NotPilot => ("The work is for pilot lots only.", "该工作仅限试点标包。"),
            CandidateVerdicts.ContractMissing => (
                "It has no contract for the lot: sign one.", "该标包没有合同：请先签订合同。"),
            CandidateVerdicts.ContractUnsigned => (
                $"Contract {candidate.Contract} is not signed by both sides.", $"合同 {candidate.Contract} 尚未双方签署。"),
            CandidateVerdicts.ContractNotBegun => (
                $"Contract {candidate.Contract} has not begun.", $"合同 {candidate.Contract} 尚未开始。"),
            CandidateVerdicts.ContractExpired => (
                $"Contract {candidate.Contract} is over: renew it.", $"合同 {candidate.Contract} 已到期或终止：请办理续签。"),
            CandidateVerdicts.QualificationExpired => (
                $"Its qualification {candidate.Qualification} has expired: record its renewal.",
                $"资质 {candidate.Qualification} 已到期：请登记续期。"),
            CandidateVerdicts.Left => ("It led the order and has left.", "原主办单位已退出。"),
            _ => Standing(candidate.Standing),
        };
        return new PassedOver(candidate.ContractorCode, en, zh);
    }

    private static (string En, string Zh) Standing(string? standing) => standing switch
    {
        "restricted" => ("Its cooperation is suspended.", "合作已中止。"),
        "leaving" => ("Its notice is over: it hands its orders over.", "通知期已满，正在移交工单。"),
        "exited" => ("It has left.", "已退出。"),
        "blacklisted" => ("It is on the bad-credit list.", "在不良信用名单内。"),
        _ => ("It takes no orders.", "不承接工单。"),
    };
}
