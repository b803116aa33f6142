using FieldOps.Platform.Deadlines;

namespace FieldOps.Platform.Tests.Deadlines;

public sealed class DeadlineWindowTests
{
    private static readonly DateTimeOffset s_start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TakeDue_RowsReadInAnyOrder_GivesThemInDueOrderAndLeavesTheRest()
    {
        var window = new DeadlineWindow(100);
        window.Read(Page(9, 3, 7, 1, 5));

        Taken(window, 6).ShouldBe([1, 3, 5]);
        window.Next.ShouldBe(At(7));
        Taken(window, 100).ShouldBe([7, 9]);
        window.Next.ShouldBeNull();
    }

    [Fact]
    public void TakeDue_NoRoom_KeepsWhatIsDue()
    {
        var window = new DeadlineWindow(100);
        window.Read(Page(1, 2, 3));
        var taken = new List<ArmedDeadline>();

        window.TakeDue(At(10), row =>
        {
            taken.Add(row);
            return taken.Count < 2;
        });

        // The second was looked at and had no room.
        Taken(window, 10).ShouldBe([2, 3]);
    }

    [Fact]
    public void Offer_BeforeTheEdge_IsTakenAndTold_BeyondIt_IsLeftToTheReading()
    {
        var window = new DeadlineWindow(100);
        window.Read(new([Row(5)], DeadlineEdge.After(At(10)), true));
        var earlier = window.Earlier.Next;

        window.Offer(Row(11));
        window.Offer(Row(7));
        earlier.IsCompleted.ShouldBeFalse();
        window.Offer(Row(2));

        earlier.IsCompleted.ShouldBeTrue();
        Taken(window, 100).ShouldBe([2, 5, 7]);
    }

    [Fact]
    public void Offer_WhileAReadingIsUnderWay_IsNotMissed()
    {
        var window = new DeadlineWindow(100);
        window.Reading(DeadlineEdge.After(At(20)));

        window.Offer(Row(15));
        window.Read(new([Row(12)], DeadlineEdge.After(At(20)), true));

        Taken(window, 100).ShouldBe([12, 15]);
    }

    [Fact]
    public void Read_MoreThanItMayHold_KeepsTheEarliestAndStepsBack()
    {
        var window = new DeadlineWindow(8);
        window.Read(Page([.. Enumerable.Range(1, 12)]));

        window.Count.ShouldBe(4);
        window.Edge.ShouldBe(Row(4).Edge);
        // What fell out is beyond the edge again, so that an offer of it is left to the next reading.
        window.Offer(Row(6));
        Taken(window, 100).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Found_MoreThanAPage_ReadsAgainFromThere()
    {
        var window = new DeadlineWindow(100);
        window.Read(new([Row(50)], DeadlineEdge.After(At(60)), true));

        window.Found(new([Row(1), Row(2)], Row(2).Edge, false));

        window.Edge.ShouldBe(Row(2).Edge);
        window.Found(new([], DeadlineEdge.After(At(3)), true));
        window.Edge.ShouldBe(Row(2).Edge);
    }

    [Fact]
    public void Rows_OfAWindow_TakeLessThanAHundredBytesEach()
    {
        const int Count = 60_000;
        var window = new DeadlineWindow(65_536);
        var rows = Enumerable.Range(0, Count).Select(n => Row(n)).ToList();
        var page = new DeadlinePage(rows, DeadlineEdge.After(At(Count)), true);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        window.Read(page);

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(page);
        (bytes / Count).ShouldBeLessThan(100);
        window.Count.ShouldBe(Count);
    }

    [Fact]
    public void HeldUpTo_AnInstant_IsWhatIsDueByThenAndNotYetTaken()
    {
        var window = new DeadlineWindow(100);
        window.Read(Page(1, 5, 9, 12));
        Taken(window, 1).ShouldBe([1]);

        window.HeldUpTo(At(9)).ShouldBe([Row(5).Edge, Row(9).Edge], ignoreOrder: true);
    }

    private static DeadlinePage Page(params int[] minutes)
    {
        var rows = minutes.Select(m => Row(m)).ToList();
        return new(rows, Row(minutes.Max()).Edge, true);
    }

    private static List<int> Taken(DeadlineWindow window, int upTo)
    {
        var taken = new List<int>();
        window.TakeDue(At(upTo), row =>
        {
            taken.Add((int)(row.DueAt - s_start).TotalMinutes);
            return true;
        });
        return taken;
    }

    private static DateTimeOffset At(int minute) => s_start.AddMinutes(minute);

    private static ArmedDeadline Row(int minute) => new(At(minute).UtcTicks, 1, Guid.Empty, "t", "counter", "ring");
}
