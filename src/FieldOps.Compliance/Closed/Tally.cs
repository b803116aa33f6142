namespace FieldOps.Compliance.Closed;

/// <summary>
/// What is counted of one clock, or of whole orders (<see cref="Orders"/>). All of it adds and subtracts.
/// </summary>
internal sealed class Tally
{
    /// <summary>The measure of whole orders; the others are the numbers of the clocks.</summary>
    public const int Orders = 100;

    /// <summary>Clocks that kept their limit; orders.</summary>
    public long Kept { get; set; }

    /// <summary>Clocks that did not.</summary>
    public long Late { get; set; }

    /// <summary>Clocks that were not judged.</summary>
    public long Unjudged { get; set; }

    /// <summary>Running time of the judged clocks.</summary>
    public long ElapsedSeconds { get; set; }

    /// <summary>Orders that were accepted, and how long that took.</summary>
    public long Accepted { get; set; }

    public long AcceptSeconds { get; set; }

    /// <summary>Orders whose repair took a known time, and how long.</summary>
    public long Repaired { get; set; }

    public long RepairSeconds { get; set; }

    /// <summary>Interruptions, and how long they lasted.</summary>
    public long Outages { get; set; }

    public long OutageSeconds { get; set; }

    /// <summary>Running minutes of judged clocks; days since the trouble before of orders.</summary>
    public Histogram Spread { get; } = new();

    public long Judged => Kept + Late;

    public bool IsNothing => (Kept, Late, Unjudged, ElapsedSeconds, Accepted, AcceptSeconds) == (0, 0, 0, 0, 0, 0)
        && (Repaired, RepairSeconds, Outages, OutageSeconds) == (0, 0, 0, 0) && Spread.IsEmpty;

    public void Add(Tally other)
    {
        Kept += other.Kept;
        Late += other.Late;
        Unjudged += other.Unjudged;
        ElapsedSeconds += other.ElapsedSeconds;
        Accepted += other.Accepted;
        AcceptSeconds += other.AcceptSeconds;
        Repaired += other.Repaired;
        RepairSeconds += other.RepairSeconds;
        Outages += other.Outages;
        OutageSeconds += other.OutageSeconds;
        Spread.Add(other.Spread);
    }

    /// <summary>Counts a clock, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedClock clock, int sign)
    {
        if (!clock.IsJudged)
        {
            Unjudged += sign;
            return;
        }

        Kept += clock.Verdict == ClockVerdict.OnTime ? sign : 0;
        Late += clock.Verdict == ClockVerdict.Late ? sign : 0;
        ElapsedSeconds += sign * clock.ElapsedSeconds;
        Spread.Add(clock.ElapsedMinutes, sign);
    }

    /// <summary>Counts an order, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedOrder order, int sign)
    {
        Kept += sign;
        if (order.AcceptSeconds is { } accept)
        {
            Accepted += sign;
            AcceptSeconds += sign * accept;
        }

        if (order.RepairSeconds is { } repair)
        {
            Repaired += sign;
            RepairSeconds += sign * repair;
        }

        if (order.OutageSeconds is { } outage)
        {
            Outages += sign;
            OutageSeconds += sign * outage;
        }

        if (order.DaysSinceLast is { } days)
        {
            Spread.Add(days, sign);
        }
    }
}
