namespace FieldOps.Simulation.World;

/// <summary>What happens to months: breaches and findings during them, closing and signing after them.</summary>
internal sealed class MonthDeeds(Chance chance, Func<string> nextKey)
{
    /// <summary>Something that an operator writes down against a contractor.</summary>
    public Wish Against(DateTimeOffset now)
    {
        var contractor = chance.One(Sites.Contractors);
        var path = $"months/{contractor}/{MonthOf(now)}";
        if (chance.Of(25))
        {
            return Mark(path, now);
        }

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

    // A mark of the daily table, which the monthly sheet must not notice.
    private Wish Mark(string path, DateTimeOffset now) => new(
        nextKey(), $"{path}/marks",
        new
        {
            scheme = "daily-marks", rule = "marks/marks/marks/quality", points = chance.Between(1, 5),
            day = MonthOf(now) + "-01", evidence = "日常 / daily",
        },
        Person.Manager);

    /// <summary>What becomes of the late facts of a closed month: a correction, or two people open it again.</summary>
    public IEnumerable<Wish> Change(string contractor, string month)
    {
        var path = $"months/{contractor}/{month}";
        var reason = new { reason = "迟到工单 / orders that ended late" };
        if (chance.Of(50))
        {
            yield return new Wish(nextKey(), $"{path}:correct", reason, Person.Manager);
            yield break;
        }

        foreach (var wish in Reopen(contractor, month))
        {
            yield return wish;
        }
    }

    /// <summary>Two people open it again, and it goes the whole way once more.</summary>
    public IEnumerable<Wish> Reopen(string contractor, string month)
    {
        var path = $"months/{contractor}/{month}";
        var reason = new { reason = "迟到工单 / orders that ended late" };
        yield return new Wish(nextKey(), $"{path}:ask-reopening", reason, Person.Manager);
        yield return new Wish(nextKey(), $"{path}:reopen", null, Person.Head);
        yield return new Wish(nextKey(), $"{path}:compute", null, Person.Manager);
        foreach (var signature in Sign(contractor, month))
        {
            yield return signature;
        }
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
