using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>
/// What a lot pays for time that has passed is changed by two people, and not where a month has a sheet already: a fee
/// dated back would change what a contractor was shown, or what it is about to be.
/// </summary>
internal static class LotPast
{
    /// <summary>Why one person alone brings no lot into another state; null where nothing past changes.</summary>
    public static Refusal? ByOne(
        ContractLotState before, ContractLotState after, DateTimeOffset? computedUntil, DateTimeOffset now) =>
        InSheets(before, after, computedUntil, now)
        ?? (before.PayChangedFrom(after, now) is { } from
            ? Refusal.Of(ContractLotRefusals.Backdated, ("from", Text(from)))
            : null);

    /// <summary>Why nobody brings a lot into another state: a month with a sheet would change; else null.</summary>
    public static Refusal? InSheets(
        ContractLotState before, ContractLotState after, DateTimeOffset? computedUntil, DateTimeOffset now) =>
        before.PayChangedFrom(after, now) is { } from && from < computedUntil
            ? Refusal.Of(
                ContractLotRefusals.MonthComputed, ("from", Text(from)), ("until", Text(computedUntil.Value)))
            : null;

    /// <summary>
    /// Why one person alone opens no lot that pays in a month that is frozen, the first time or again; else null.
    /// Whoever computes it would pay what nobody else has seen.
    /// </summary>
    public static Refusal? InFrozen(
        ContractLotState before, ContractLotState after, DateTimeOffset? frozenUntil, DateTimeOffset now) =>
        before.PayChangedFrom(after, now) is { } from && from < frozenUntil
            ? Refusal.Of(ContractLotRefusals.MonthFrozen, ("from", Text(from)), ("until", Text(frozenUntil.Value)))
            : null;

    public static Decision Ask(ContractLotState state, AskBackdating wish, Actor by, DateTimeOffset now)
    {
        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax))
        {
            return Decision.Refuse(ContractLotRefusals.ReasonMissing);
        }

        if (wish.Terms is null == wish.ClosedFrom is null)
        {
            return Decision.Refuse(ContractLotRefusals.BackdatingInvalid);
        }

        var wanted = new LotBackdating(wish.Terms, wish.ClosedFrom, wish.Reason, by.Id, now);
        if (Fault(state, wanted, wish, now) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return state.Backdating is { } asked && asked with { At = now } == wanted
            ? Decision.Nothing
            : Decision.Of(new LotBackdatingAsked(state.LotId, state.Code, wanted));
    }

    public static Decision Approve(ContractLotState state, ApproveBackdating wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.ApproveBackdating.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.Backdating is not { } asked)
        {
            return Decision.Refuse(ContractLotRefusals.BackdatingNotAsked);
        }

        if (asked.By == by.Id)
        {
            return Decision.Refuse(ContractLotRefusals.SamePerson, ("by", by.Id));
        }

        var again = new AskBackdating(asked.Terms, asked.ClosedFrom, asked.Reason, wish.Neighbours)
        {
            Parties = wish.Parties, ComputedUntil = wish.ComputedUntil,
        };
        if (Fault(state, asked, again, now) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var approved = new LotApproval(asked.By, by.Id, asked.Reason);
        return asked.Terms is { } terms
            ? Decision.Of(new ContractLotAmended(state.LotId, state.Code, terms, now, null, approved))
            : Decision.Of(new ContractLotClosed(
                state.LotId, state.Code, asked.ClosedFrom!.Value, asked.Reason, now, approved));
    }

    private static Refusal? Fault(
        ContractLotState state, LotBackdating wanted, AskBackdating wish, DateTimeOffset now)
    {
        if (state.ClosedFrom is not null)
        {
            return Refusal.Of(ContractLotRefusals.Closed, ("code", state.Code));
        }

        if (wanted.ClosedFrom < state.Terms!.EffectiveFrom)
        {
            return Refusal.Of(ContractLotRefusals.PeriodEmpty);
        }

        var after = wanted.Terms is { } terms ? state.With(terms) : state with { ClosedFrom = wanted.ClosedFrom };
        var ofTerms = wanted.Terms is null
            ? null
            : LotTermsCheck.Of(state.Code, state.Terms, wanted.Terms, wish.Neighbours)
                ?? LotTermsCheck.Parties(state.Terms, wanted.Terms, wish.Parties, now)
                ?? LotTermsCheck.Kept(after);
        return ofTerms
            ?? InSheets(state, after, wish.ComputedUntil, now)
            ?? (state.PayChangedFrom(after, now) is null ? Refusal.Of(ContractLotRefusals.NotBackdated) : null);
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
