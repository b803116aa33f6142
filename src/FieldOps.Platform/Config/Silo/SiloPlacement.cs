namespace FieldOps.Platform.Config.Silo;

/// <summary>Where an entity comes to live that lives nowhere yet.</summary>
public enum SiloPlacement
{
    /// <summary>On the silo with the most processor and memory to spare.</summary>
    ResourceOptimized,

    /// <summary>On the silo with the fewest entities of a few drawn.</summary>
    ActivationCount,

    /// <summary>On any silo.</summary>
    Random,

    /// <summary>On the silo that asks: for one silo, or for callers that stick to one.</summary>
    PreferLocal,
}
