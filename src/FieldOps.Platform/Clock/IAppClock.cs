namespace FieldOps.Platform.Clock;

/// <summary>The application's clock: the machine's, or a simulated one that a driver advances.</summary>
public interface IAppClock
{
    /// <summary>Now, UTC.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Completes when <see cref="Now"/> has reached <paramref name="instant"/>.</summary>
    Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}
