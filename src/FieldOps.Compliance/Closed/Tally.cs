namespace FieldOps.Compliance.Closed;

/// <summary>What is counted of one clock, or of whole orders. All of it adds and subtracts.</summary>
internal sealed class Tally
{
    /// <summary>How many <see cref="Sums"/> there are.</summary>
    public const int SumsCount = 10;

    private readonly long[] _sums = new long[SumsCount];

    /// <summary>The sums, in the order in which they are written: never another, new ones at the end.</summary>
    public ReadOnlySpan<long> Sums => _sums;

    /// <summary>Clocks that kept their limit; orders.</summary>
    public long Kept => _sums[0];

    /// <summary>Clocks that did not.</summary>
    public long Late => _sums[1];

    /// <summary>Clocks that were not judged.</summary>
    public long Unjudged => _sums[2];

    /// <summary>Running time of the judged clocks.</summary>
    public long ElapsedSeconds => _sums[3];

    /// <summary>Orders that were accepted, and how long that took.</summary>
    public long Accepted => _sums[4];

    public long AcceptSeconds => _sums[5];

    /// <summary>Orders whose repair took a known time, and how long.</summary>
    public long Repaired => _sums[6];

    public long RepairSeconds => _sums[7];

    /// <summary>Interruptions, and how long they lasted.</summary>
    public long Outages => _sums[8];

    public long OutageSeconds => _sums[9];

    /// <summary>Running minutes of judged clocks; days since the trouble before of orders.</summary>
    public Histogram Spread { get; } = new();

    public long Judged => Kept + Late;

    public bool IsNothing => !Sums.ContainsAnyExcept(0) && Spread.IsEmpty;

    public void Add(Tally other)
    {
        Add(other.Sums);
        Spread.Add(other.Spread);
    }

    public void Add(ReadOnlySpan<long> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            _sums[i] += sums[i];
        }
    }

    /// <summary>Counts a clock, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedClock clock, int sign)
    {
        if (!clock.IsJudged)
        {
            _sums[2] += sign;
            return;
        }

        _sums[clock.Verdict == ClockVerdict.OnTime ? 0 : 1] += sign;
        _sums[3] += sign * clock.ElapsedSeconds;
        Spread.Add(clock.ElapsedMinutes, sign);
    }

    /// <summary>Counts an order, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedOrder order, int sign)
    {
        _sums[0] += sign;
        Count(4, order.AcceptSeconds, sign);
        Count(6, order.RepairSeconds, sign);
        Count(8, order.OutageSeconds, sign);
        if (order.DaysSinceLast is { } days)
        {
            Spread.Add(days, sign);
        }
    }

    // How many, and beside it how long.
    private void Count(int sum, long? seconds, int sign)
    {
        if (seconds is { } known)
        {
            _sums[sum] += sign;
            _sums[sum + 1] += sign * known;
        }
    }
}
