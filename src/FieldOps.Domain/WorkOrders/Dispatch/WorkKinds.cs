namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>Kinds of work as stored words (domain reference, sections 1, 2.4 and 5.1).</summary>
public static class WorkKinds
{
    /// <summary>Fault repair (障碍查修, 抢修).</summary>
    public const string Repair = "repair";

    /// <summary>Emergency generation (发电).</summary>
    public const string Generation = "generation";

    /// <summary>Daily patrol (巡查).</summary>
    public const string Patrol = "patrol";

    /// <summary>Inspection of equipment (巡检).</summary>
    public const string Inspection = "inspection";

    /// <summary>Standing guard at a construction hazard (盯防).</summary>
    public const string Guard = "guard";

    /// <summary>Special patrol (特巡).</summary>
    public const string SpecialPatrol = "special-patrol";

    /// <summary>Hazard handling (隐患处理).</summary>
    public const string HazardHandling = "hazard-handling";

    /// <summary>Install (装机).</summary>
    public const string Install = "install";

    /// <summary>Remove (拆机).</summary>
    public const string Remove = "remove";

    /// <summary>Move (移机).</summary>
    public const string Move = "move";

    /// <summary>Attending construction (随工).</summary>
    public const string AttendConstruction = "attend-construction";

    /// <summary>Acceptance (验收).</summary>
    public const string Acceptance = "acceptance";

    /// <summary>Final accounts of a construction (决算).</summary>
    public const string FinalAccounts = "final-accounts";

    /// <summary>Management of spares (备件管理).</summary>
    public const string SparesManagement = "spares-management";

    /// <summary>Management of resource data (动态资源管理).</summary>
    public const string ResourceData = "resource-data";

    /// <summary>Making maintenance, optimisation and rectification plans.</summary>
    public const string PlanMaking = "plan-making";

    /// <summary>Network monitoring (网络监控).</summary>
    public const string NetworkMonitoring = "network-monitoring";

    /// <summary>Technical support (技术支撑).</summary>
    public const string TechnicalSupport = "technical-support";

    /// <summary>Negotiating a relocation (迁改谈判).</summary>
    public const string RelocationNegotiation = "relocation-negotiation";

    /// <summary>Coordination with third parties.</summary>
    public const string ThirdPartyCoordination = "third-party-coordination";

    /// <summary>All kinds, in the order above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Repair, Generation, Patrol, Inspection, Guard, SpecialPatrol, HazardHandling, Install, Remove, Move,
        AttendConstruction, Acceptance, FinalAccounts, SparesManagement, ResourceData, PlanMaking, NetworkMonitoring,
        TechnicalSupport, RelocationNegotiation, ThirdPartyCoordination,
    ];
}
