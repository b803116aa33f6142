namespace FieldOps.Platform.Log;

/// <summary>How deadlines are dealt out over shards.</summary>
public static class DeadlineShard
{
    /// <summary>Shards: entity modulo this number. Fixed, for it is stored with every deadline row.</summary>
    public const int Count = 16;
}
