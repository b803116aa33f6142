using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>Entity types and ids of contractors, contract lots and contractor months: they follow from codes.</summary>
public static class ContractorIds
{
    /// <summary>Entity type of a contractor.</summary>
    public const string ContractorType = "contractor";

    /// <summary>Entity type of a contract lot.</summary>
    public const string LotType = "contract-lot";

    /// <summary>Entity type of an organisation's entry in the bad-credit list.</summary>
    public const string CreditRecordType = "credit-record";

    /// <summary>Name space of credit record ids.</summary>
    public static readonly Guid CreditRecordSpace = new("9d1c6f0b-7a34-4e0e-8f6d-2b7a51c0e9aa");

    /// <summary>Name space of contractor ids.</summary>
    public static readonly Guid ContractorSpace = new("5b0f4d7a-90c5-4a3e-9a57-1f0f6d2c7b11");

    /// <summary>Name space of contract lot ids.</summary>
    public static readonly Guid LotSpace = new("c2a7e4de-3d1b-4f57-8a02-7be9a1c55d42");

    /// <summary>The id of the contractor with this code.</summary>
    public static Guid Contractor(string tenant, string code) => NameBasedId.Of(ContractorSpace, tenant + "/" + code);

    /// <summary>The id of the credit record of an organisation.</summary>
    public static Guid CreditRecord(string tenant, string organisation) =>
        NameBasedId.Of(CreditRecordSpace, tenant + "/" + organisation);

    /// <summary>An organisation's code as it is kept and compared: it means the same in either case.</summary>
    public static string Organisation(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.ToUpperInvariant();
    }

    /// <summary>
    /// The ids under which an organisation may be listed: by its code, and as it was typed, or in small letters, before
    /// codes were kept in one case.
    /// </summary>
    public static IEnumerable<Guid> CreditRecords(string tenant, string organisation) =>
        new[] { Organisation(organisation), organisation, organisation.ToLowerInvariant() }
            .Distinct(StringComparer.Ordinal)
            .Select(code => CreditRecord(tenant, code));

    /// <summary>The id of the contract lot with this code.</summary>
    public static Guid Lot(string tenant, string code) => NameBasedId.Of(LotSpace, tenant + "/" + code);
}
