namespace FieldOps.Platform.Entities;

/// <summary>Refusal codes that the platform itself gives, for any entity.</summary>
public static class PlatformRefusals
{
    /// <summary>The command id was used before with another body.</summary>
    public const string CommandIdReused = "idempotency.key-reused";

    /// <summary>The caller has seen an older version.</summary>
    public const string VersionStale = "entity.version-stale";

    /// <summary>The id names an entity of another type.</summary>
    public const string IdTaken = "entity.id-taken";

    /// <summary>The queue of this entity or process is full.</summary>
    public const string Overloaded = "platform.overloaded";

    /// <summary>
    /// Nobody hosts the entity just now, as while a lost node is replaced; a read is asked again shortly.
    /// </summary>
    public const string Unreachable = "entity.unreachable";

    /// <summary>The call says that it is for one company, and asks an entity of another.</summary>
    public const string TenantMismatch = "entity.tenant-mismatch";
}
