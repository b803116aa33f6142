namespace FieldOps.Simulation.World;

/// <summary>
/// One of the contractors leaves in the middle of the story: planned, decided by another, with heirs for most of its
/// lots, one of them named when its orders have gone already; asked to be over again and again until it is.
/// </summary>
internal sealed class ExitDeeds(int seed, int steps, Func<string> nextKey)
{
    private const int NamedLate = 4;
    private const int AskedAgain = 6;
    private const int AnnouncedOneIn = 5;
    private const int SeedOffset = 7_919;

    // Apart from the story's own chance, which draws what it drew without an exit.
    private readonly Chance _chance = new(seed + SeedOffset);
    private readonly List<(string Lot, string Heir)> _late = [];

    /// <summary>Who leaves: one of the two that have the stations, and most of the orders with them.</summary>
    public string Leaver { get; } = Sites.Contractors[seed % 2];

    private int Begins => Math.Max(1, steps / 2);

    /// <summary>What people do about the exit in a step.</summary>
    public IEnumerable<Wish> At(int step) => (step - Begins) switch
    {
        0 => [Draft(), .. Named(), Complete()],
        1 => [Decide(), Do("start")],
        NamedLate => _late.Select(l => Name(l.Lot, l.Heir)),
        AskedAgain => [Do("hand-over"), Complete()],
        _ => [],
    };

    /// <summary>What is closed at the end, and the last word.</summary>
    public IEnumerable<Wish> AtTheEnd() =>
    [
        .. new[] { "complaints", "arrears" }.Select(leftover =>
            Do("close-leftover", new { leftover, evidence = "收据 / receipt" })),
        Do("hand-over"), Complete(),
    ];

    // One in five announces it itself, and their notice runs out only when the story is almost over.
    private Wish Draft() => Do("draft", new
    {
        kind = seed % AnnouncedOneIn == 3 ? "voluntary" : "breach",
        service = "pre-sale",
        reason = "违约 / broke it",
        plan = "方案 / plan 3",
    });

    private IEnumerable<Wish> Named()
    {
        foreach (var (lot, _) in Sites.Holders.Where(h => h.Contractors.Contains(Leaver)))
        {
            var heir = _chance.One([.. Sites.Contractors.Where(c => c != Leaver)]);
            if (_chance.Of(30))
            {
                _late.Add((lot, heir));
            }
            else
            {
                yield return Name(lot, heir);
            }
        }
    }

    private Wish Decide() => Do("decide", new { approved = true, minutes = "纪要 / minutes 7" }, Person.Head);

    private Wish Name(string lot, string heir) => Do("name-replacement", new { lot, contractor = heir });

    private Wish Complete() => Do("complete");

    private Wish Do(string step, object? body = null, Person? by = null) =>
        new(nextKey(), $"exits/{Leaver}:{step}", body ?? new { }, by ?? Person.Manager);
}
