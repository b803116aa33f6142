namespace FieldOps.Domain.Sla.Outages;

/// <summary>Codes of refusals of power areas; stable, sent to callers.</summary>
public static class PowerAreaRefusals
{
    /// <summary>No station of the county has lost mains power yet.</summary>
    public const string Unknown = "power-area.unknown";
}
