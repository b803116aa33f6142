namespace FieldOps.Cluster.Boards;

/// <summary>Has one company's boards told on every silo where they are followed; its key is the company.</summary>
[Alias("fieldops.ILiveBoardGrain")]
internal interface ILiveBoardGrain : IGrainWithStringKey
{
    /// <summary>
    /// The silo has readers of the company; said again every few seconds for as long as it has. True when news before
    /// this call may not have been told there.
    /// </summary>
    [Alias("FollowAsync")]
    Task<bool> FollowAsync(SiloAddress silo);

    /// <summary>The silo has no more readers of the company.</summary>
    [Alias("LeaveAsync")]
    Task LeaveAsync(SiloAddress silo);
}
