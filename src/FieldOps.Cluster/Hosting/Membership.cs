using System.Collections.Concurrent;
using System.Text;
using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Hosting;

/// <summary>The silos of the cluster as this one sees them, and who of them does what only one does.</summary>
internal sealed class Membership : ISiloStatusListener, IDisposable
{
    private const ulong HashOffset = 14_695_981_039_346_656_037;
    private const ulong HashPrime = 1_099_511_628_211;

    private readonly ISiloStatusOracle _oracle;
    private readonly Pulse _changed = new();
    private readonly ConcurrentDictionary<(string Work, SiloAddress Silo), byte> _givenUp = new();

    public Membership(ISiloStatusOracle oracle)
    {
        _oracle = oracle;
        _oracle.SubscribeToSiloStatusEvents(this);
    }

    /// <summary>Completes at the next change; take it before looking.</summary>
    public Task Changed => _changed.Next;

    /// <summary>This silo.</summary>
    public SiloAddress Self => _oracle.SiloAddress;

    /// <summary>Whether this silo is a full member.</summary>
    public bool IsActive => _oracle.CurrentStatus == SiloStatus.Active;

    /// <summary>The other active silos.</summary>
    public SiloAddress[] Others => [.. _oracle.GetActiveSilos().Where(s => !s.Equals(Self))];

    /// <summary>
    /// The active silo that should do a piece of work: drawn by name, so that all silos agree without a word, the work
    /// is spread, and a silo that comes or goes moves only its share. Silos that have given it up are passed over.
    /// </summary>
    public SiloAddress OwnerOf(string work) => _oracle.GetActiveSilos()
        .Where(s => !_givenUp.ContainsKey((work, s))).DefaultIfEmpty(Self)
        .MaxBy(s => (Weight(work, s), s.ToString()))!;

    /// <summary>A silo, for as long as it lives, does not do a piece of work: its build cannot.</summary>
    public void GaveUp(string work, SiloAddress silo) => _givenUp.TryAdd((work, silo), 0);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => _changed.Beat();

    public void Dispose() => _oracle.UnSubscribeFromSiloStatusEvents(this);

    private static ulong Weight(string work, SiloAddress silo)
    {
        var hash = HashOffset;
        foreach (var b in Encoding.UTF8.GetBytes($"{work}@{silo}"))
        {
            hash = unchecked((hash ^ b) * HashPrime);
        }

        // The last characters alone must not decide: their bits are spread over the whole number.
        hash ^= hash >> 32;
        return unchecked(hash * HashPrime);
    }
}
