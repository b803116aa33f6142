using System.Globalization;

namespace FieldOps.Simulation.World;

/// <summary>
/// The quarter in which the story begins is added up and paid; and once more where a month of it was opened again.
/// </summary>
internal sealed class QuarterDeeds
{
    private readonly Func<string> _nextKey;
    private readonly string _quarter;

    public QuarterDeeds(Func<string> nextKey, DateTimeOffset start)
    {
        var (year, month) = (MonthDeeds.MonthOf(start)[..4], int.Parse(
            MonthDeeds.MonthOf(start)[5..], CultureInfo.InvariantCulture));
        var number = (month + 2) / 3;
        (_nextKey, _quarter) = (nextKey, $"{year}-Q{number}");
        Months = [.. Enumerable.Range((3 * number) - 2, 3).Select(m => $"{year}-{m:00}")];
    }

    public IReadOnlyList<string> Months { get; }

    public Wish Draw(string reason) =>
        new(_nextKey(), "quarters:draw", new { quarter = _quarter, reason }, Person.Manager);

    public IEnumerable<Wish> Sign(string contractor, int edition)
    {
        var path = $"quarters/{contractor}/{_quarter}";
        var body = new { edition };
        yield return new Wish(_nextKey(), $"{path}:confirm", body, Person.Finance(Sites.ContractorId(contractor)));
        yield return new Wish(_nextKey(), $"{path}:settle", body, Person.Head);
    }
}
