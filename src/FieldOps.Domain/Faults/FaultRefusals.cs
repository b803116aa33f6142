namespace FieldOps.Domain.Faults;

/// <summary>Why a fault or alarm is refused, as stored words.</summary>
public static class FaultRefusals
{
    /// <summary>A member is missing, too long or no known word; facts <c>field</c> and <c>expected</c>.</summary>
    public const string FieldInvalid = "fault.field-invalid";

    /// <summary>A warning is no fault: it goes to inspection.</summary>
    public const string SeverityWarning = "fault.severity-warning";

    /// <summary>The time lies further ahead than clocks differ.</summary>
    public const string TimeInFuture = "fault.time-in-future";

    /// <summary>The time lies further back than reports are taken.</summary>
    public const string TimeTooOld = "fault.time-too-old";

    /// <summary>An alarm cannot end before it began.</summary>
    public const string ClearedBeforeRaised = "alarm.cleared-before-raised";

    /// <summary>As many active alarms as one asset may have.</summary>
    public const string TooManyActive = "alarm.too-many-active";
}
