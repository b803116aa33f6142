namespace FieldOps.Simulation.World;

/// <summary>Everything drawn in a run, from its seed.</summary>
internal sealed class Chance(int seed)
{
    // Draws a story; carries no secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Of(int percent) => _random.Next(100) < percent;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    /// <summary>One of them.</summary>
    public T One<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
#pragma warning restore CA5394
}
