namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>When a contractor needs a contract in force to be given orders of a lot.</summary>
public enum ContractDemand
{
    /// <summary>As soon as both sides have ever signed one for the lot: its term then decides.</summary>
    OnFile,

    /// <summary>Always: without a contract no order.</summary>
    Required,

    /// <summary>Never: dispatch does not ask for contracts.</summary>
    Off,
}
