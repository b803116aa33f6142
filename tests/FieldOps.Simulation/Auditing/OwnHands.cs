namespace FieldOps.Simulation.Auditing;

/// <summary>
/// An order in changing hands, as the log tells it: what each party had stopped first, and where it was away without
/// having passed the order on by its own word.
/// </summary>
internal sealed class OwnHands
{
    private readonly Dictionary<Guid, DateTimeOffset> _signed = [];
    private readonly Dictionary<(Guid Party, string What), DateTimeOffset> _done = [];
    private readonly Dictionary<Guid, (DateTimeOffset At, bool ByItself)> _lost = [];
    private readonly List<(Guid Party, OwnPause Span)> _away = [];
    private bool _byItself;

    /// <summary>A party passes it on, or the operator has it passed on.</summary>
    public void Pass(bool byItself) => _byItself = byItself;

    public void Sign(Guid party, DateTimeOffset at) => _signed.TryAdd(party, at);

    /// <summary>A party has done something, for the first time since a restoration is owed anew.</summary>
    public void Do(Guid party, string what, DateTimeOffset at, DateTimeOffset? owedFrom)
    {
        if (!_done.TryGetValue((party, what), out var before) || before < owedFrom)
        {
            _done[(party, what)] = at;
        }
    }

    /// <summary>Its restoration was rejected: what followed from that is to be done again.</summary>
    public void Undo(Guid party)
    {
        foreach (var what in new[] { "left-site", "repair-completed", "replied" })
        {
            _done.Remove((party, what));
        }
    }

    /// <summary>
    /// A party refuses what was passed to it: its word is what it was when it last gave the order away.
    /// </summary>
    public void Refuse(Guid party) => _byItself = _lost.TryGetValue(party, out var lost) && lost.ByItself;

    /// <summary>From one to another, or from or to nobody.</summary>
    public void Move(Guid? from, Guid? to, DateTimeOffset at)
    {
        if (from is { } loser)
        {
            _lost[loser] = (at, _byItself);
        }

        _byItself = false;
        if (to is { } winner && _lost.TryGetValue(winner, out var lost) && !lost.ByItself && lost.At < at)
        {
            _away.Add((winner, new OwnPause
            {
                From = lost.At, Until = at, Unlimited = true, Approved = true, IsAbsence = true,
            }));
        }
    }

    public DateTimeOffset? SignatureOf(Guid party) => _signed.TryGetValue(party, out var at) ? at : null;

    /// <summary>When a party first did something that still counts; null for never.</summary>
    public DateTimeOffset? FirstOf(Guid? party, string what, DateTimeOffset? owedFrom) =>
        party is { } known && _done.TryGetValue((known, what), out var at) && !(at < owedFrom) ? at : null;

    public IEnumerable<OwnPause> AwayOf(Guid party) => _away.Where(a => a.Party == party).Select(a => a.Span);
}
