namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// What a crew reports from the field (domain reference, section 5.4), in the order in which it happens.
/// </summary>
public enum MilestoneKind
{
    /// <summary>Departed (出发).</summary>
    Departed,

    /// <summary>Arrived at the equipment room (到达机房).</summary>
    ArrivedAtRoom,

    /// <summary>Arrived at the fault site (到达现场); stops the arrive clock.</summary>
    ArrivedOnSite,

    /// <summary>Fault judged (判断故障点).</summary>
    FaultJudged,

    /// <summary>Fault located (找到故障点).</summary>
    FaultLocated,

    /// <summary>The generator carries the load (发电); generation orders only.</summary>
    GeneratorOnLoad,

    /// <summary>Service restored (抢通); stops the restore clock.</summary>
    ServiceRestored,

    /// <summary>Splice or permanent repair completed (接续完成); stops the repair clock.</summary>
    RepairCompleted,

    /// <summary>Left the site (撤离).</summary>
    LeftSite,
}
