namespace FieldOps.Domain.Contractors;

/// <summary>
/// How the operator stands to a contractor. <see cref="Active"/> and <see cref="Notice"/> get new orders.
/// </summary>
public enum ContractorStanding
{
    /// <summary>In good standing.</summary>
    Active,

    /// <summary>Cooperation suspended (中止): open orders go on, new ones go elsewhere.</summary>
    Restricted,

    /// <summary>Exit announced; service continues through the notice period (domain reference, 9.1).</summary>
    Notice,

    /// <summary>Left (退出); final.</summary>
    Exited,

    /// <summary>On the bad-credit list (不良信用名单); final.</summary>
    Blacklisted,
}

/// <summary>Whose people they are.</summary>
public enum ContractorKind
{
    /// <summary>An outside company (代维公司).</summary>
    Contractor,

    /// <summary>The operator's own crew, kept as a yardstick and for work that may not be outsourced.</summary>
    InHouse,
}
