namespace FieldOps.Platform.Clock;

/// <summary>Moves a simulated clock, of one process or of a whole cluster.</summary>
public interface IClockDriver
{
    /// <summary>What the clock shows.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Moves the clock to an instant, stopping at every deadline on the way; an earlier one leaves it as it is and only
    /// waits for quiet.
    /// </summary>
    /// <returns>What the clock shows then.</returns>
    Task<DateTimeOffset> AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken);
}
