namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>What the contracts say of a contractor in a lot at an instant. An own crew needs none.</summary>
/// <param name="Fault">A word of <see cref="CandidateVerdicts"/> that keeps it from orders; null for nothing.</param>
/// <param name="Contract">Code of the contract that covers, or that does not; null for none.</param>
public readonly record struct ContractCover(string? Fault, string? Contract)
{
    /// <summary>Looks the contracts up.</summary>
    public static ContractCover Of(
        ContractDemand demand,
        DispatchDirectory directory,
        DirectoryContractor contractor,
        DirectoryLot lot,
        DateTimeOffset at)
    {
        if (contractor.InHouse || demand == ContractDemand.Off)
        {
            return default;
        }

        var all = directory.ContractsOf(contractor.Id, lot.Code);
        if (all.FirstOrDefault(c => c.Signed && c.Covers(at)) is { } inForce)
        {
            return new ContractCover(null, inForce.Code);
        }

        // Neither a first draft nor a first signature ahead stops who has worked without a contract so far.
        var begun = directory.BegunContract(contractor.Id, lot.Code, at);
        return demand == ContractDemand.Required || begun is not null ? Lacking(all, begun, at) : default;
    }

    private static ContractCover Lacking(
        IReadOnlyCollection<DirectoryContract> all, string? begun, DateTimeOffset at)
    {
        if (all.FirstOrDefault(c => !c.Signed && c.Covers(at)) is { } unsigned)
        {
            return new ContractCover(CandidateVerdicts.ContractUnsigned, unsigned.Code);
        }

        var signed = all.Where(c => c.Signed && !c.NeverRan).ToArray();
        if (signed.Where(c => at < c.From).MinBy(c => c.From) is { } ahead)
        {
            return new ContractCover(CandidateVerdicts.ContractNotBegun, ahead.Code);
        }

        // A contract that dropped the lot covers it no more than one that ran out.
        return (signed.MaxBy(c => c.Until)?.Code ?? begun) is { } over
            ? new ContractCover(CandidateVerdicts.ContractExpired, over)
            : new ContractCover(CandidateVerdicts.ContractMissing, null);
    }
}
