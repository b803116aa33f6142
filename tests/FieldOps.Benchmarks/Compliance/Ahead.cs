using System.Collections.Concurrent;

namespace FieldOps.Benchmarks.Compliance;

/// <summary>Draws on a thread of its own while what was drawn before is written: both take their core.</summary>
internal static class Ahead
{
    // Items that change threads at once, and how many such portions wait at most.
    private const int Portion = 1_000;
    private const int PortionsMax = 8;

    public static IEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        using var drawn = new BlockingCollection<T[]>(PortionsMax);
        var drawing = Task.Run(() => Draw(items, drawn));
        foreach (var item in drawn.GetConsumingEnumerable().SelectMany(p => p))
        {
            yield return item;
        }

        drawing.GetAwaiter().GetResult();
    }

    private static void Draw<T>(IEnumerable<T> items, BlockingCollection<T[]> drawn)
    {
        try
        {
            foreach (var portion in items.Chunk(Portion))
            {
                drawn.Add(portion);
            }
        }
        finally
        {
            drawn.CompleteAdding();
        }
    }
}
