using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Quarters;

/// <summary>
/// The quarterly settlement of a contractor (domain reference, 7.6: paid quarterly): its settled months added up,
/// signed by three, paid. A month that was opened again leads to another edition, which pays the difference.
/// </summary>
public sealed class QuarterSettlementEntity : EntityDefinition<QuarterState>
{
    /// <inheritdoc/>
    public override string Type => QuarterRef.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["quarter-settlement.drawn.v1"] = typeof(QuarterDrawn),
        ["quarter-settlement.confirmed.v1"] = typeof(QuarterConfirmed),
        ["quarter-settlement.settled.v1"] = typeof(QuarterSettled),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["quarter-settlement.draw"] = typeof(DrawQuarter),
        ["quarter-settlement.confirm"] = typeof(ConfirmQuarter),
        ["quarter-settlement.settle"] = typeof(SettleQuarter),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(QuarterState);

    /// <inheritdoc/>
    public override QuarterState Initial => QuarterState.None;

    /// <inheritdoc/>
    public override Decision Decide(QuarterState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            DrawQuarter wish => Draw(state, wish, by, now),
            _ when state.Latest() is null => Decision.Refuse(QuarterRefusals.Unknown),
            ConfirmQuarter wish => Confirm(state, wish, by, now),
            SettleQuarter wish => Settle(state, wish, by, now),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override QuarterState Evolve(QuarterState state, IEvent happened) => happened switch
    {
        QuarterDrawn e => new QuarterState(
            e.Quarter.Code, e.Quarter,
            state.Editions.Add(new QuarterEdition(
                e.Edition, e.Months, e.TotalCny, e.Reason, e.DrawnBy, e.DrawnAt))),
        QuarterConfirmed e => With(state, e.Edition, q => q with { Confirmed = new(e.By, e.At) }),
        QuarterSettled e => With(
            state, e.Edition, q => q with { Settled = new(e.By, e.At), PayCny = e.PayCny }),
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(QuarterState state) => state;

    private static Decision Draw(QuarterState state, DrawQuarter wish, Actor by, DateTimeOffset now)
    {
        if (MonthRights.Manage.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (now < wish.Quarter.EndsAt)
        {
            return Decision.Refuse(
                QuarterRefusals.NotOver, ("endsAt", wish.Quarter.EndsAt.ToString("O", CultureInfo.InvariantCulture)));
        }

        if (!wish.Unsettled.IsEmpty)
        {
            return Decision.Refuse(QuarterRefusals.MonthsOpen, ("months", string.Join(", ", wish.Unsettled)));
        }

        if (wish.Months.IsEmpty)
        {
            return Decision.Refuse(QuarterRefusals.Empty);
        }

        if (state.Latest() is not { } latest)
        {
            return Decision.Of(Drawn(wish, 1, null, by, now));
        }

        return latest.Months.Select(m => m.Sheet()).SequenceEqual(wish.Months.Select(m => m.Sheet()))
            && !IsTakenOver(latest, wish, by)
            ? Decision.Nothing
            : DrawAgain(latest, wish, by, now);
    }

    // Who drew it up may be the only one who could settle it.
    private static bool IsTakenOver(QuarterEdition latest, DrawQuarter wish, Actor by) =>
        latest.Settled is null && latest.DrawnBy != by.Id && wish.Reason is not null;

    private static Decision DrawAgain(QuarterEdition latest, DrawQuarter wish, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > QuarterRefusals.ReasonCharactersMax)
        {
            return Decision.Refuse(QuarterRefusals.ReasonMissing, ("edition", Text(latest.Number)));
        }

        return latest.Number < QuarterRefusals.EditionsMax
            ? Decision.Of(Drawn(wish, latest.Number + 1, wish.Reason, by, now))
            : Decision.Refuse(QuarterRefusals.TooManyEditions, ("count", Text(latest.Number)));
    }

    private static QuarterDrawn Drawn(DrawQuarter wish, int edition, string? reason, Actor by, DateTimeOffset now) =>
        new(
            wish.Quarter, edition, wish.Months, wish.Months.Sum(m => m.Statement.TotalCny), reason, by.Id, now);

    private static Decision Confirm(QuarterState state, ConfirmQuarter wish, Actor by, DateTimeOffset now)
    {
        if (MonthRights.Confirm.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (by.ContractorId != state.Quarter!.ContractorId)
        {
            return Decision.Refuse(QuarterRefusals.Unknown);
        }

        return Stale(state, wish.Edition)
            ?? (state.Latest()!.Confirmed is null
                ? Decision.Of(new QuarterConfirmed(wish.Edition, by.Id, now))
                : Decision.Nothing);
    }

    private static Decision Settle(QuarterState state, SettleQuarter wish, Actor by, DateTimeOffset now)
    {
        if (MonthRights.Approve.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (Stale(state, wish.Edition) is { } stale)
        {
            return stale;
        }

        var latest = state.Latest()!;
        if (latest.Settled is not null)
        {
            return Decision.Nothing;
        }

        var others = latest.Months.Select(m => m.Sheet()).ToHashSet();
        others.SymmetricExceptWith(wish.Now);
        if (others.Count > 0)
        {
            var months = others.Select(o => o.Month).Distinct().Order(StringComparer.Ordinal);
            return Decision.Refuse(QuarterRefusals.Outdated, ("months", string.Join(", ", months)));
        }

        return by.Id == latest.DrawnBy
            ? Decision.Refuse(QuarterRefusals.SamePerson)
            : Decision.Of(new QuarterSettled(
                latest.Number, state.PaidCny(), latest.TotalCny - state.PaidCny(), by.Id, now));
    }

    private static Decision? Stale(QuarterState state, int seen)
    {
        var number = state.Latest()!.Number;
        return seen == number ? null : Decision.Refuse(QuarterRefusals.EditionStale, ("edition", Text(number)));
    }

    private static QuarterState With(QuarterState state, int edition, Func<QuarterEdition, QuarterEdition> change) =>
        state with { Editions = [.. state.Editions.Select(e => e.Number == edition ? change(e) : e)] };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
