namespace FieldOps.Simulation.World;

/// <summary>What happens to months: breaches and findings during them, closing and signing after them.</summary>
internal sealed class MonthDeeds(Chance chance, Func<string> nextKey)
{
    /// <summary>Something that an operator writes down against a contractor.</summary>
    public Wish Against(DateTimeOffset now)
    {
        var contractor = chance.One(Sites.Contractors);
        var path = $"months/{contractor}/{MonthOf(now)}";
        return chance.Of(60)
            ? new Wish(
                nextKey(), $"{path}/findings",
                new
                {
                    kind = chance.Of(70) ? "late-feedback" : "off-channel",
                    evidence = "抽查 / spot check",
                },
                Person.Manager)
            : new Wish(
                nextKey(), $"{path}/violations",
                new
                {
                    @class = "class2", kind = "logic-error", evidence = "日志 / log", occurredAt = now,
                    points = chance.Between(1, 3),
                },
                Person.Manager);
    }

    /// <summary>Closes a month of everybody.</summary>
    public Wish Close(string month) =>
        new(nextKey(), "months:close", new { month }, Person.Manager);

    /// <summary>The signatures of one month in order; a contractor may disagree at first.</summary>
    public IEnumerable<Wish> Sign(string contractor, string month)
    {
        var path = $"months/{contractor}/{month}";
        var id = Sites.ContractorId(contractor);
        if (chance.Of(25))
        {
            yield return new Wish(nextKey(), $"{path}:dispute", new { reason = "不认可 / not agreed" },
                Person.Finance(id));
        }

        yield return new Wish(nextKey(), $"{path}:confirm", null, Person.Finance(id));
        yield return new Wish(nextKey(), $"{path}:approve", null, Person.Head);
        yield return new Wish(nextKey(), $"{path}:publish", null, Person.Manager);
        yield return new Wish(nextKey(), $"{path}:settle", null, Person.Manager);
    }

    public static string MonthOf(DateTimeOffset at) => Auditing.MonthFactsOwn.MonthOf(at);
}
