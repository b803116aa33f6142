namespace FieldOps.Domain.Faults;

/// <summary>How a ticket came about when no person reported it, as stored words.</summary>
public static class FaultChannels
{
    /// <summary>An alarm outlasted its persistence.</summary>
    public const string Alarm = "alarm";

    /// <summary>Many short alarms made one repeat-site case.</summary>
    public const string RepeatSite = "repeat-site";
}
