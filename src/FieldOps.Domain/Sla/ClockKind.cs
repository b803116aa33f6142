namespace FieldOps.Domain.Sla;

/// <summary>The clocks of an order (domain reference, section 6.3).</summary>
public enum ClockKind
{
    /// <summary>Dispatched to accepted (受理).</summary>
    Accept,

    /// <summary>Dispatched to arrived at the fault site.</summary>
    Arrive,

    /// <summary>Dispatched to service restored (抢通); can be paused.</summary>
    Restore,

    /// <summary>Restored to permanent repair (修复); can be paused.</summary>
    Repair,

    /// <summary>Restored to reply submitted (反馈).</summary>
    Report,

    /// <summary>Mains failure to generator on load (发电); generation orders only.</summary>
    OnLoad,
}
