using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Warnings;

/// <summary>
/// Watches a contractor's running month: wakes at fixed steps, keeps what each check found, and raises a warning once
/// for an indicator and level, however often it comes back.
/// </summary>
public sealed class MonthWatchEntity : EntityDefinition<MonthWatchState>
{
    /// <summary>Kind of the only deadline.</summary>
    public const string CheckDeadline = "check";

    /// <inheritdoc/>
    public override string Type => MonthWatchState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["month-watch.started.v1"] = typeof(MonthWatchStarted),
        ["month-watch.check-due.v1"] = typeof(MonthCheckDue),
        ["month-watch.warning-raised.v1"] = typeof(WarningRaised),
        ["month-watch.warning-relapsed.v1"] = typeof(WarningRelapsed),
        ["month-watch.warning-closed.v1"] = typeof(WarningClosed),
        ["month-watch.ended.v1"] = typeof(MonthWatchEnded),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["month-watch.start"] = typeof(StartWatch),
        ["month-watch.record-check"] = typeof(RecordCheck),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(MonthWatchState);

    /// <inheritdoc/>
    public override MonthWatchState Initial => MonthWatchState.None;

    /// <inheritdoc/>
    public override Decision Decide(MonthWatchState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (by != Actor.System)
        {
            return Decision.Refuse(MonthWatchRefusals.SystemOnly);
        }

        return command switch
        {
            StartWatch wish => Start(state, wish, now),
            DeadlineReached { Kind: CheckDeadline } => Wake(state, now),
            _ when state.Month is null => Decision.Refuse(MonthWatchRefusals.Unknown),
            // What an older check found is of older figures: the one that is due by now speaks.
            RecordCheck wish when state.NextCheckAt is not null && wish.Number >= state.Checks =>
                Record(state, wish, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override MonthWatchState Evolve(MonthWatchState state, IEvent happened) => happened switch
    {
        MonthWatchStarted e => state with
        {
            Month = e.Month, NextCheckAt = e.FirstCheckAt, HoursBetween = e.HoursBetween,
        },
        MonthCheckDue e => state with { Checks = e.Number, NextCheckAt = e.NextCheckAt },
        WarningRaised e => state with
        {
            Warnings = state.Warnings.Add(
                new EarlyWarning(e.WarningId, e.Finding, WarningStatus.Open, e.RaisedAt, null, 0)),
        },
        WarningRelapsed e => With(state, e.WarningId, w => w with
        {
            Finding = e.Finding, Status = WarningStatus.Open, ClosedAt = null, Relapses = w.Relapses + 1,
        }),
        WarningClosed e => With(state, e.WarningId, w => w with
        {
            Finding = e.Finding, Status = WarningStatus.Recovered, ClosedAt = e.ClosedAt,
        }),
        MonthWatchEnded e => state with
        {
            NextCheckAt = null,
            Warnings =
            [
                .. state.Warnings.Select(w => w.Status == WarningStatus.Open
                    ? w with { Status = WarningStatus.MonthOver, ClosedAt = e.EndedAt }
                    : w),
            ],
        },
        _ => state,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(MonthWatchState state) =>
        state.NextCheckAt is { } next ? [new Deadline(CheckDeadline, next)] : [];

    /// <inheritdoc/>
    public override object View(MonthWatchState state) => state;

    // A month that was opened by a late fact, after its end, is nothing to warn of.
    private static Decision Start(MonthWatchState state, StartWatch wish, DateTimeOffset now)
    {
        if (state.Month is not null || now >= wish.Month.EndsAt)
        {
            return Decision.Nothing;
        }

        var first = wish.Month.StartsAt.AddHours(wish.FirstAfterHours);
        return Decision.Of(new MonthWatchStarted(
            wish.Month, After(first, wish.HoursBetween, now, wish.Month.EndsAt), wish.HoursBetween));
    }

    private static Decision Wake(MonthWatchState state, DateTimeOffset now)
    {
        if (state.Month is not { } month || state.NextCheckAt is not { } due || now < due)
        {
            return Decision.Nothing;
        }

        return now >= month.EndsAt
            ? Decision.Of(new MonthWatchEnded(now))
            : Decision.Of(new MonthCheckDue(
                month, state.Checks + 1, now, After(due, state.HoursBetween, now, month.EndsAt)));
    }

    private static Decision Record(MonthWatchState state, RecordCheck wish, DateTimeOffset now)
    {
        var month = state.Month!;
        var events = new List<IEvent>();
        foreach (var finding in wish.Findings)
        {
            var id = MonthWatchState.WarningIdOf(month.EntityId, finding.Indicator, finding.Level);
            var known = state.Warnings.FirstOrDefault(w => w.WarningId == id);
            IEvent? happened = (known?.Status, finding.Turn) switch
            {
                (null, WarningTurn.Trips) => new WarningRaised(id, month, finding, now),
                (WarningStatus.Recovered, WarningTurn.Trips) => new WarningRelapsed(id, finding, now),
                (WarningStatus.Open, WarningTurn.Clears) => new WarningClosed(id, finding, now),
                _ => null,
            };
            if (happened is not null)
            {
                events.Add(happened);
            }
        }

        return events.Count == 0 ? Decision.Nothing : Decision.Of(events);
    }

    // Missed steps are not made up for: one look at the figures of now says all.
    private static DateTimeOffset After(
        DateTimeOffset step, int hoursBetween, DateTimeOffset now, DateTimeOffset monthEndsAt)
    {
        while (step <= now)
        {
            step = step.AddHours(hoursBetween);
        }

        return step < monthEndsAt ? step : monthEndsAt;
    }

    private static MonthWatchState With(
        MonthWatchState state, Guid id, Func<EarlyWarning, EarlyWarning> change) =>
        state with { Warnings = [.. state.Warnings.Select(w => w.WarningId == id ? change(w) : w)] };
}
