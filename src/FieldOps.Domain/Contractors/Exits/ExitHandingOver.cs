using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Exits;

/// <summary>Who takes over, and when: at the end of the notice, by itself, as often as asked.</summary>
internal static class ExitHandingOver
{
    private const string DeadlineKind = "hand-over";
    private const int ReplacementsMax = 1_000;

    public static ImmutableArray<Deadline> Deadlines(ExitState state) =>
        state is { Stage: ExitStage.Started, HandedOverAt: null, NoticeUntil: { } until }
            ? [new Deadline(DeadlineKind, until)]
            : [];

    public static Decision Wake(ExitState state, Actor by, DateTimeOffset now) =>
        Deadlines(state) is [var due] && due.DueAt <= now
            ? Decision.Of(HandedOver(state, by, now))
            : Decision.Nothing;

    public static Decision Name(ExitState state, NameReplacement wish, Actor by, DateTimeOffset now)
    {
        if (state.Stage == ExitStage.Completed)
        {
            return ContractorExitEntity.OutOfTurn(state);
        }

        var (lot, heir) = (wish.Replacement.LotCode, wish.Replacement.ContractorCode);
        var known = state.Replacements.FirstOrDefault(r => r.LotId == wish.Replacement.LotId);
        if (known == wish.Replacement)
        {
            return Decision.Nothing;
        }

        // Who was named and could take no orders when its turn came has not got the lot.
        if (known is not null && state.HandedOverAt is not null && !wish.LotHeld)
        {
            return Decision.Refuse(
                ExitRefusals.LotHandedOver, ("lot", lot), ("contractor", known.ContractorCode));
        }

        if (!wish.LotHeld || state.Replacements.Length >= ReplacementsMax)
        {
            return Decision.Refuse(ExitRefusals.LotNotHeld, ("lot", lot));
        }

        if (!wish.Fit || wish.Replacement.ContractorId == state.ContractorId)
        {
            return Decision.Refuse(ExitRefusals.ReplacementUnfit, ("contractor", heir));
        }

        var named = new ReplacementNamed(state.ContractorId, wish.Replacement, by.Id, now);
        return state.HandedOverAt is null
            ? Decision.Of(named)
            : Decision.Of(named, HandedOver(
                state with
                {
                    Replacements = [.. state.Replacements.Where(r => r.LotId != wish.Replacement.LotId),
                        wish.Replacement],
                },
                by, now));
    }

    public static Decision Again(ExitState state, Actor by, DateTimeOffset now) => state.Stage switch
    {
        ExitStage.Completed => Decision.Nothing,
        ExitStage.Started => NoticeFault(state, now) is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Of(HandedOver(state, by, now)),
        _ => ContractorExitEntity.OutOfTurn(state),
    };

    public static ExitHandedOver HandedOver(ExitState state, Actor by, DateTimeOffset now) =>
        new(state.ContractorId, state.ContractorCode, state.Replacements, by.Id, now);

    /// <summary>Service continues until the end of the notice.</summary>
    public static Refusal? NoticeFault(ExitState state, DateTimeOffset now) => now < state.NoticeUntil
        ? Refusal.Of(
            ExitRefusals.NoticeRunning,
            ("until", state.NoticeUntil!.Value.ToString("O", CultureInfo.InvariantCulture)))
        : null;
}
