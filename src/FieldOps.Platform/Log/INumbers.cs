namespace FieldOps.Platform.Log;

/// <summary>
/// Short numbers for people: <c>GD-20261122-00042</c>. Unique per tenant and series; gaps are allowed.
/// </summary>
public interface INumbers
{
    /// <summary>The next number of the series on the local day of <paramref name="at"/>.</summary>
    /// <param name="tenant">Operator company.</param>
    /// <param name="series">Prefix of 1 to 6 capital letters: <c>GD</c> for work orders (工单), <c>GZ</c> for fault
    /// tickets (故障).</param>
    /// <param name="at">The instant whose local day (Asia/Shanghai unless configured) stands in the number.</param>
    /// <param name="cancellationToken">Ends the wait for a new block.</param>
    ValueTask<string> NextAsync(string tenant, string series, DateTimeOffset at, CancellationToken cancellationToken);
}
