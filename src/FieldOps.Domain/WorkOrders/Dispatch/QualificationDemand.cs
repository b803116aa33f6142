namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>What an expired qualification of a company means to dispatch.</summary>
public enum QualificationDemand
{
    /// <summary>It gets no new order until the paper is renewed or withdrawn.</summary>
    Excludes,

    /// <summary>The order says so, and goes to it all the same.</summary>
    Warns,

    /// <summary>Nothing: dispatch does not look at papers.</summary>
    Off,
}

/// <summary>What dispatch asks of a contractor beside its standing.</summary>
/// <param name="Contracts">When it needs a contract in force.</param>
/// <param name="Qualifications">What an expired paper means.</param>
public sealed record DispatchDemands(
    ContractDemand Contracts, QualificationDemand Qualifications = QualificationDemand.Excludes);
