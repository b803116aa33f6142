using System.Diagnostics;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Telemetry;

namespace FieldOps.Platform.Feed;

/// <summary>What is shown of one target that only a newer build reads, for as long as letters wait for it.</summary>
internal sealed class TargetStand(string reactor, EntityKey target) : IDisposable
{
    private bool _shown;

    /// <summary>Whether letters have waited for it.</summary>
    public bool IsShown => _shown;

    /// <summary>Tells those whose letters wait, once.</summary>
    public void Show(IEnumerable<Letter> letters, string unread)
    {
        if (_shown)
        {
            return;
        }

        _shown = true;
        PlatformMetrics.Standing(reactor, 1);
        var trouble = new TargetUnreadableException(reactor, target, unread);
        foreach (var batch in letters.Select(l => l.Batch).Distinct())
        {
            batch.Stands(trouble);
        }
    }

    public void Dispose()
    {
        if (_shown)
        {
            PlatformMetrics.Standing(reactor, -1);
        }
    }
}

/// <summary>
/// For how long, without a rest, a process has met targets that only a newer build reads. While silos are replaced one
/// by one each of them is soon read; where the newer build was taken back none is, and then nobody waits for each anew.
/// </summary>
/// <param name="patience">
/// For so long it may be the former; one that is read after all ends it, or a rest of as much, and a while at least.
/// </param>
internal sealed class UnreadSpell(TimeSpan patience)
{
    // Longer than from one asking to the next.
    private static readonly TimeSpan s_restMin = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _rest = patience > s_restMin ? patience : s_restMin;
    private readonly Lock _gate = new();
    private long? _began;
    private long _met;

    /// <summary>One that was met is read now.</summary>
    public void End()
    {
        lock (_gate)
        {
            _began = null;
        }
    }

    /// <summary>One was met; true when it is not to be waited for.</summary>
    public bool IsTooLong()
    {
        lock (_gate)
        {
            if (_began is null || Stopwatch.GetElapsedTime(_met) > _rest)
            {
                _began = Stopwatch.GetTimestamp();
            }

            _met = Stopwatch.GetTimestamp();
            return Stopwatch.GetElapsedTime(_began.Value) > patience;
        }
    }
}
