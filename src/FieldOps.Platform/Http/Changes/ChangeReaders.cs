namespace FieldOps.Platform.Http.Changes;

/// <summary>Counts those who follow the changes.</summary>
internal sealed class ChangeReaders
{
    // Each reader holds a connection and reads the log for itself; boards number in the dozens.
    private const int SeatsMax = 256;

    private int _taken;

    /// <summary>A seat, given back when disposed; null when all are taken.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= SeatsMax)
        {
            return new Seat(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    private sealed class Seat(ChangeReaders readers) : IDisposable
    {
        private ChangeReaders? _readers = readers;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _readers, null) is { } held)
            {
                Interlocked.Decrement(ref held._taken);
            }
        }
    }
}
