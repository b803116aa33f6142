using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;

namespace FieldOps.Domain.Assessment.Warnings;

/// <summary>What ends, of contracts, lots, qualifications and certificates. Nobody's name, only codes.</summary>
public static class ExpiringPapers
{
    /// <summary>
    /// A contract that took effect; one that was ended closes what was said of its end, once it is over.
    /// </summary>
    /// <param name="contract">The contract.</param>
    /// <param name="at">When it is asked.</param>
    public static IEnumerable<ExpiringPaper> Of(ContractState contract, DateTimeOffset at)
    {
        if (contract.Status is not (ContractStatus.Effective or ContractStatus.Ended))
        {
            return [];
        }

        var stops = contract.StopsAt!.Value;
        var end = contract.Status == ContractStatus.Ended && stops <= at ? DateTimeOffset.MaxValue : stops;
        return [new ExpiringPaper("contract", contract.Code, "合同", "Contract", end)];
    }

    /// <summary>A lot; one without an end closes what was said of a former end.</summary>
    public static IEnumerable<ExpiringPaper> Of(ContractLotState lot) =>
        lot.Terms is { } terms
            ?
            [
                new ExpiringPaper(
                    "lot", lot.Code, "标包 " + terms.NameZh, "Lot " + terms.NameEn,
                    lot.ClosedFrom ?? terms.EffectiveTo ?? DateTimeOffset.MaxValue),
            ]
            : [];

    /// <summary>Qualifications of a company.</summary>
    public static IEnumerable<ExpiringPaper> Of(ContractorFileState file) =>
        file.Qualifications.Values.Select(q => new ExpiringPaper(
            "qualification", q.Code, "资质证书 " + q.Kind, "Qualification " + q.Kind, q.Expiry.EndsAt));

    /// <summary>Certificates of a person, and the unified certification.</summary>
    public static IEnumerable<ExpiringPaper> Of(PersonState person)
    {
        foreach (var paper in person.Certificates.Values)
        {
            yield return new ExpiringPaper(
                "certificate", $"{person.Code}/{paper.Code}", "人员证书 " + paper.Kind, "Certificate " + paper.Kind,
                paper.Expiry.EndsAt);
        }

        if (person.Certification is { } certification)
        {
            yield return new ExpiringPaper(
                "certification", person.Code, "上岗认证", "Unified certification", certification.Expiry.EndsAt);
        }
    }
}
