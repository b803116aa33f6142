namespace FieldOps.Cli.Demo;

/// <summary>What a crew does and when, before it is put into calls. Null for what does not happen.</summary>
internal sealed record OrderCourse
{
    public required DateTimeOffset AcceptAt { get; init; }

    /// <summary>The party hands the order back first.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>The dispatcher cancels: the generator is not needed any more.</summary>
    public DateTimeOffset? CancelAt { get; init; }

    public DateTimeOffset? DepartAt { get; init; }

    public DateTimeOffset? ArriveAt { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }

    public DateTimeOffset? LocatedAt { get; init; }

    public DateTimeOffset? OnLoadAt { get; init; }

    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>When the restoration is told, if not at once.</summary>
    public DateTimeOffset? RestoredToldAt { get; init; }

    /// <summary>The restoration is the repair as well.</summary>
    public bool Permanent { get; init; }

    /// <summary>The restoration is claimed although the trouble goes on.</summary>
    public bool False { get; init; }

    /// <summary>With a false claim: when the alarm really clears.</summary>
    public DateTimeOffset? ClearsAt { get; init; }

    public DateTimeOffset? RepairedAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    public Pause? Paused { get; init; }

    public DateTimeOffset? UrgeAt { get; init; }

    public DateTimeOffset ReplyAt { get; init; }

    /// <summary>The reviewer sends the reply back; a second one follows.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    public DateTimeOffset? ReplyAgainAt { get; init; }

    public DateTimeOffset VerifyAt { get; init; }

    public string Attribution { get; init; } = "contractor-scope";

    /// <summary>Null: the product archives by itself.</summary>
    public DateTimeOffset? ArchiveAt { get; init; }

    /// <summary>A refusal (退单) and the dispatcher's answer.</summary>
    /// <param name="At">When the party refuses.</param>
    /// <param name="AnsweredAt">When the dispatcher answers.</param>
    /// <param name="ToContractor">Who gets the order instead; null when the refusal does not stand.</param>
    public sealed record Refusal(DateTimeOffset At, DateTimeOffset AnsweredAt, string? ToContractor);

    /// <summary>A pause (挂起) and how it is judged.</summary>
    public sealed record Pause(DateTimeOffset From, DateTimeOffset DecidedAt, bool Approved, DateTimeOffset Until);
}
