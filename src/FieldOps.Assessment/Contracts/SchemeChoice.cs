using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment.Contracts;

/// <summary>
/// The scheme by which a contractor's month is scored, for whoever asks: sheet, running month, warnings, breaches and
/// standing show one score. It is that of the contract that had been agreed and was in force when the month began, in
/// the version that held then; of several the oldest; without one the operator's default. Nobody chooses it once the
/// facts are known, and a month that has a sheet keeps the sheet's own version.
/// </summary>
internal sealed class SchemeChoice(
    ContractRows contracts,
    PolicyChoice<ScoringScheme> schemes,
    IOptions<AssessmentOptions> options,
    IFeedProgress progress)
{
    /// <summary>Another scheme was agreed. Facts: <c>scheme</c>, <c>agreed</c>.</summary>
    public const string NotAgreed = "scoring-scheme.not-agreed";

    /// <summary>The scheme scores no months. Facts: <c>scheme</c>, <c>kind</c>.</summary>
    public const string NotMonthly = "scoring-scheme.not-monthly";

    public static ProblemText[] Problems { get; } =
    [
        new(
            NotAgreed, 409, "Another scoring scheme was agreed.", "约定了其他计分方案。",
            "{agreed} holds for the month, not {scheme}: the contract names the scheme.",
            "该月适用 {agreed},而非 {scheme}:计分方案由合同约定。"),
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
    /// The scheme of a month, as the read model has it: once there is a sheet, that of the sheet in its own version,
    /// so that no later version scores the month anew; where a caller names another, that one if it was agreed.
    /// </summary>
    public async Task<(ScoringScheme? Scheme, Refusal? Refusal)> OfMonthAsync(
        string tenant, MonthRef month, ScoreSheet? sheet, string? named, CancellationToken cancellationToken)
    {
        if (sheet is null || (named is not null && named != sheet.SchemeId))
        {
            return await KnownAsync(tenant, month.ContractorId, month.StartsAt, named, cancellationToken);
        }

        return (await schemes.OfAsync(tenant, cancellationToken)).Get(sheet.SchemeId, sheet.SchemeVersion) is { } own
            ? (own, null)
            : (null, Refusal.Of(AssessmentProblems.SchemeUnknown, ("scheme", sheet.SchemeId)));
    }

    /// <summary>The schemes that sheets of months were scored by, by month; without those that are not known.</summary>
    public async Task<Dictionary<string, ScoringScheme>> OfSheetsAsync(
        string tenant, IEnumerable<MonthRow> sheets, CancellationToken cancellationToken)
    {
        var known = await schemes.OfAsync(tenant, cancellationToken);
        var found = new Dictionary<string, ScoringScheme>(StringComparer.Ordinal);
        foreach (var row in sheets)
        {
            if (row is { SchemeId: { } id, SchemeVersion: { } version } && known.Get(id, version) is { } scheme)
            {
                found[row.Month] = scheme;
            }
        }

        return found;
    }

    /// <summary>The scheme of the last of some sheets; without any, that of a month as the log has it now.</summary>
    public async Task<(ScoringScheme? Scheme, Refusal? Refusal)> OfLastAsync(
        string tenant,
        Guid contractor,
        MonthRow[] sheets,
        DateTimeOffset monthStartsAt,
        CancellationToken cancellationToken)
    {
        var used = await OfSheetsAsync(tenant, sheets.TakeLast(1), cancellationToken);
        return used.Values.FirstOrDefault() is { } own
            ? (own, null)
            : await OfAsync(tenant, contractor, monthStartsAt, null, cancellationToken);
    }

    /// <summary>The scheme as the read model has it: for who follows the log behind it.</summary>
    public async Task<(ScoringScheme? Scheme, Refusal? Refusal)> KnownAsync(
        string tenant,
        Guid contractor,
        DateTimeOffset monthStartsAt,
        string? named,
        CancellationToken cancellationToken)
    {
        var inForce = await contracts.KnownAgreedAsync(tenant, contractor, monthStartsAt, cancellationToken);
        var agreed = inForce.Select(c => c.Terms.Scheme ?? options.Value.SchemeId)
            .DefaultIfEmpty(options.Value.SchemeId).Distinct(StringComparer.Ordinal).ToArray();
        // Contracts of one time agree on one scheme; of those from before that was asked the oldest speaks.
        var id = named ?? agreed[0];
        return !agreed.Contains(id)
            ? (null, Refusal.Of(NotAgreed, ("scheme", id), ("agreed", string.Join(", ", agreed))))
            : (await schemes.OfAsync(tenant, cancellationToken)).EffectiveAt(id, monthStartsAt) switch
            {
                null => (null, Refusal.Of(AssessmentProblems.SchemeUnknown, ("scheme", id))),
                { Kind: not SheetKind.Monthly } other => (null, Refusal.Of(
                    NotMonthly, ("scheme", id), ("kind", other.Kind.ToString().ToLowerInvariant()))),
                var scheme => (scheme, null),
            };
    }
}
