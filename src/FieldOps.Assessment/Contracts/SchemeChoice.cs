using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment.Contracts;

/// <summary>
/// The scheme by which a contractor's month is scored, for whoever asks: sheet, running month, warnings, breaches and
/// standing show one score. It is that of the contract in force when the month began, in the version that held then;
/// without one the operator's default. Nobody chooses it once the facts are known.
/// </summary>
internal sealed class SchemeChoice(
    ContractRows contracts,
    PolicyChoice<ScoringScheme> schemes,
    IOptions<AssessmentOptions> options,
    IFeedProgress progress)
{
    /// <summary>Another scheme was agreed. Facts: <c>scheme</c>, <c>agreed</c>.</summary>
    public const string NotAgreed = "scoring-scheme.not-agreed";

    /// <summary>Contracts agree on several, and the call names none. Facts: <c>agreed</c>.</summary>
    public const string NotNamed = "scoring-scheme.not-named";

    /// <summary>The scheme scores no months. Facts: <c>scheme</c>, <c>kind</c>.</summary>
    public const string NotMonthly = "scoring-scheme.not-monthly";

    public static ProblemText[] Problems { get; } =
    [
        new(
            NotAgreed, 409, "Another scoring scheme was agreed.", "约定了其他计分方案。",
            "{agreed} holds for the month, not {scheme}: the contract names the scheme.",
            "该月适用 {agreed},而非 {scheme}:计分方案由合同约定。"),
        new(
            NotNamed, 422, "The contracts agree on several scoring schemes: name one.", "各合同约定了不同计分方案,请指定。",
            "Agreed: {agreed}.", "约定:{agreed}。"),
        new(
            NotMonthly, 409, "The scheme scores no months.", "该计分方案不用于月度计分。", "{scheme} is {kind}.",
            "{scheme} 的类型为 {kind}。"),
    ];

    /// <summary>The scheme as the log has it now.</summary>
    public async Task<(ScoringScheme? Scheme, Refusal? Refusal)> OfAsync(
        string tenant,
        Guid contractor,
        DateTimeOffset monthStartsAt,
        string? named,
        CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(ContractCopies.Schema, cancellationToken);
        return await KnownAsync(tenant, contractor, monthStartsAt, named, cancellationToken);
    }

    /// <summary>
    /// The scheme as the read model has it: for who follows the log behind it. A year's letters are those of the
    /// version that held when the year began.
    /// </summary>
    public async Task<(ScoringScheme? Scheme, Refusal? Refusal)> KnownAsync(
        string tenant,
        Guid contractor,
        DateTimeOffset monthStartsAt,
        string? named,
        CancellationToken cancellationToken,
        DateTimeOffset? versionAt = null)
    {
        var inForce = await contracts.KnownInForceAsync(tenant, contractor, monthStartsAt, cancellationToken);
        var agreed = inForce.Select(c => c.TermsAt(monthStartsAt)!.Scheme ?? options.Value.SchemeId)
            .DefaultIfEmpty(options.Value.SchemeId).Distinct(StringComparer.Ordinal).ToArray();
        if (named is null && agreed.Length > 1)
        {
            return (null, Refusal.Of(NotNamed, ("agreed", string.Join(", ", agreed))));
        }

        var id = named ?? agreed[0];
        return !agreed.Contains(id)
            ? (null, Refusal.Of(NotAgreed, ("scheme", id), ("agreed", string.Join(", ", agreed))))
            : (await schemes.OfAsync(tenant, cancellationToken)).EffectiveAt(id, versionAt ?? monthStartsAt) switch
            {
                null => (null, Refusal.Of(AssessmentProblems.SchemeUnknown, ("scheme", id))),
                { Kind: not SheetKind.Monthly } other => (null, Refusal.Of(
                    NotMonthly, ("scheme", id), ("kind", other.Kind.ToString().ToLowerInvariant()))),
                var scheme => (scheme, null),
            };
    }
}
