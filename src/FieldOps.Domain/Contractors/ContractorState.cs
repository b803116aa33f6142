namespace FieldOps.Domain.Contractors;

/// <summary>A contractor as its events left it; <see cref="ContractorId"/> is empty before the first.</summary>
/// <param name="ContractorId">The entity's id.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Kind">Outside company or own crew.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Standing">How the operator stands to it.</param>
/// <param name="StandingReason">Why; null while it is as registered.</param>
/// <param name="StandingSince">UTC.</param>
/// <param name="Organisation">Unified social credit code; null when it is not known.</param>
public sealed record ContractorState(
    Guid ContractorId,
    string Code,
    ContractorKind Kind,
    string NameZh,
    string NameEn,
    ContractorStanding Standing,
    string? StandingReason,
    DateTimeOffset StandingSince,
    string? Organisation = null)
{
    /// <summary>The notice of an exit runs, also where the standing is another: suspended, or blacklisted.</summary>
    public bool NoticeRuns { get; init; }

    /// <summary>The cooperation is suspended, also where the standing is blacklisted meanwhile.</summary>
    public bool Suspended { get; init; }

    /// <summary>An exit was completed, also where the standing is blacklisted meanwhile.</summary>
    public bool HasLeft { get; init; }

    /// <summary>Log position of the last event of an exit that it follows; 0 where none is known.</summary>
    public long ExitFrom { get; init; }

    /// <summary>Before the first event.</summary>
    public static ContractorState None { get; } =
        new(Guid.Empty, "", ContractorKind.Contractor, "", "", ContractorStanding.Active, null, default);

    /// <summary>Whether it has been registered.</summary>
    public bool Exists() => ContractorId != Guid.Empty;
}
