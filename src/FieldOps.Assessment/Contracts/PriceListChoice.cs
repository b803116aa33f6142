using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Contracts;

/// <summary>
/// The price list of a work: that of the contractor's contract that had been agreed and was in force when the month
/// began, in the version that held then. Without a contract the caller names one.
/// </summary>
internal sealed class PriceListChoice(ContractRows contracts, SettlementChoice shipped, PolicyShelf shelf)
{
    // What is shipped was checked at the start.
    private readonly PolicyChoice<SettlementTerms> _lists = new(shipped.Terms, shelf, _ => []);

    /// <summary>The contract names another price list. Facts: <c>terms</c>, <c>contract</c>, <c>agreed</c>.</summary>
    public const string NotAgreed = "settlement.price-list-not-agreed";

    /// <summary>No contract names a price list, and the call names none.</summary>
    public const string NotNamed = "settlement.price-list-not-named";

    public static ProblemText[] Problems { get; } =
    [
        new(
            NotAgreed, 409, "The contract names another price list.", "合同约定了其他价目表。",
            "Contract {contract} agrees on {agreed}, not {terms}.", "合同 {contract} 约定 {agreed},而非 {terms}。"),
        new(
            NotNamed, 422, "No contract names the price list, and the call names none.",
            "没有合同约定价目表,且请求未指定。"),
    ];

    public async Task<(SettlementTerms? Terms, Refusal? Refusal)> OfAsync(
        string tenant,
        Guid contractor,
        DateTimeOffset monthStartsAt,
        string? named,
        CancellationToken cancellationToken)
    {
        var inForce = await contracts.AgreedAsync(tenant, contractor, monthStartsAt, cancellationToken);
        var agreed = inForce.Select(c => c.Terms.PriceList).Distinct(StringComparer.Ordinal).ToArray();
        if (named is null && agreed.Length != 1)
        {
            return (null, Refusal.Of(NotNamed));
        }

        if (named is not null && agreed.Length > 0 && !agreed.Contains(named))
        {
            return (null, Refusal.Of(
                NotAgreed, ("terms", named), ("contract", inForce[0].Code),
                ("agreed", string.Join(", ", agreed))));
        }

        var id = named ?? agreed[0];
        return (await _lists.OfAsync(tenant, cancellationToken)).EffectiveAt(id, monthStartsAt) is { } list
            ? (list, null)
            : (null, Refusal.Of(SettlementProblems.TermsUnknown, ("terms", id)));
    }

    /// <summary>
    /// The visits that a month counts from its orders, as the read model has the contracts; null for none. Without a
    /// contract, or where contracts of one time name several lists, nobody could say by which: people type them then.
    /// </summary>
    public async Task<CountedVisits?> CountedAsync(
        string tenant, Guid contractor, DateTimeOffset monthStartsAt, CancellationToken cancellationToken)
    {
        var lists = await _lists.OfAsync(tenant, cancellationToken);
        if (!lists.All.Any(l => CountedVisits.Of(l) is not null))
        {
            return null;
        }

        var inForce = await contracts.KnownInForceAsync(tenant, contractor, monthStartsAt, cancellationToken);
        return inForce.Select(c => c.Terms.PriceList).Distinct(StringComparer.Ordinal).ToArray() is [var agreed]
            && lists.EffectiveAt(agreed, monthStartsAt) is { } list
                ? CountedVisits.Of(list)
                : null;
    }
}
