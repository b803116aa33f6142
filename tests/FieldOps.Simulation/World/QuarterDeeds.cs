namespace FieldOps.Simulation.World;

/// <summary>The quarter is added up and paid; and once more where a month of it was opened again.</summary>
internal sealed class QuarterDeeds(Func<string> nextKey)
{
    public const string Quarter = "2024-Q1";

    public static readonly string[] Months = ["2024-01", "2024-02", "2024-03"];

    public Wish Draw(string reason) =>
        new(nextKey(), "quarters:draw", new { quarter = Quarter, reason }, Person.Manager);

    public IEnumerable<Wish> Sign(string contractor, int edition)
    {
        var path = $"quarters/{contractor}/{Quarter}";
        var body = new { edition };
        yield return new Wish(nextKey(), $"{path}:confirm", body, Person.Finance(Sites.ContractorId(contractor)));
        yield return new Wish(nextKey(), $"{path}:settle", body, Person.Head);
    }
}
