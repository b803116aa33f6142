using FieldOps.Cluster.Grains.Wire;

namespace FieldOps.Cluster.Grains;

/// <summary>What every entity can be asked. Its grain type is its entity type, its key <c>tenant/id</c>.</summary>
[Alias("fieldops.IEntityGrain")]
public interface IEntityGrain : IGrainWithStringKey
{
    /// <summary>Decides a command and answers after its events are committed.</summary>
    [Alias("AskAsync")]
    Task<Reply> AskAsync(Asking ask);

    /// <summary>Decides several commands of one caller, in order, each as if it were asked alone.</summary>
    [Alias("AskAllAsync")]
    Task<Reply[]> AskAllAsync(Asking[] asks);

    /// <summary>The entity as the log has it now.</summary>
    [Alias("ReadAsync")]
    Task<Reading> ReadAsync();
}
