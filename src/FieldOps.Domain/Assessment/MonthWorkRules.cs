using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>What is paid or taken off beside the lots' fees, with its prices.</summary>
internal static class MonthWorkRules
{
    private const decimal ScoreMax = 100m;
    private const decimal HoursMax = 744m;
    private const decimal KmMax = 100_000m;

    public static Decision Record(MonthState state, RecordWork wish, Actor by, DateTimeOffset now)
    {
        var work = wish.Work;
        var known = MonthLateRules.Known(state).Works;
        if (known.ContainsKey(work.WorkId))
        {
            return Decision.Nothing;
        }

        if (!MonthAppealRules.IsText(work.Evidence))
        {
            return Decision.Refuse(MonthRefusals.EvidenceMissing);
        }

        if (MonthLateRules.RefusalOf(state, wish.Month, wish.LateReason, now) is { } closed)
        {
            return Decision.Refuse(closed);
        }

        // Until there is a sheet the caller knows by which list visits are counted.
        if ((Faulty(work, wish.Month) ?? Doubled(work, known.Values) ?? CountedVisits.RefusalOf(work, state.Visits))
            is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (known.Count >= MonthLimits.WorksMax)
        {
            return Decision.Refuse(
                MonthRefusals.Full, ("list", "works"),
                ("limit", MonthLimits.WorksMax.ToString(CultureInfo.InvariantCulture)));
        }

        return MonthLateRules.Take(state, wish.Month, Recorded(work, by, now), wish.LateReason, by, now);
    }

    private static MonthWorkRecorded Recorded(WorkFact work, Actor by, DateTimeOffset now)
    {
        var recorded = work with { RecordedBy = by.Id, RecordedAt = now };
        return work.Cables is { } cables
            ? new MonthCablesRecorded(recorded with { Cables = cables with { AddsUp = true } })
            : new MonthWorkRecorded(recorded);
    }

    public static Decision Withdraw(MonthState state, WithdrawWork wish, Actor by, DateTimeOffset now)
    {
        if (!MonthLateRules.Known(state).Works.TryGetValue(wish.WorkId, out var work))
        {
            return Decision.Refuse(MonthRefusals.WorkUnknown, ("work", wish.WorkId.ToString("D")));
        }

        if (work.Withdrawn is not null)
        {
            return Decision.Nothing;
        }

        if (!MonthAppealRules.IsText(wish.Reason))
        {
            return Decision.Refuse(MonthRefusals.ReasonMissing);
        }

        var withdrawn = new MonthWorkWithdrawn(wish.WorkId, new WithdrawnWork(wish.Reason, by.Id, now));
        return MonthLateRules.RefusalOf(state, wish.LateReason) is { } closed
            ? Decision.Refuse(closed)
            : MonthLateRules.Take(state, state.Month!, withdrawn, wish.LateReason, by, now);
    }

    private static Refusal? Faulty(WorkFact work, MonthRef month)
    {
        var field = FaultyField(work);
        // Handed-over cables alone are in care.
        if (field is null && work.Cables is { } cables && cables.Cables.Any(c => IsAfter(c.HandedOver, month)))
        {
            field = "handedOver";
        }

        return field is null ? null : Refusal.Of(MonthRefusals.WorkInvalid, ("field", field));
    }

    private static bool IsAfter(DateOnly day, MonthRef month) =>
        string.CompareOrdinal(day.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.Month) > 0;

    // A cable is in care once a month, whichever work names it.
    private static Refusal? Doubled(WorkFact work, IEnumerable<WorkFact> known)
    {
        var codes = work.Cables?.Cables.Select(c => c.Code).ToHashSet(StringComparer.Ordinal) ?? [];
        return codes.Count == 0
            ? null
            : known.Where(w => w is { Withdrawn: null, Cables: not null })
                .SelectMany(w => w.Cables!.Cables.Select(c => (w.WorkId, c.Code)))
                .Where(c => codes.Contains(c.Code))
                .Select(c => Refusal.Of(
                    MonthRefusals.CableDoubled, ("cable", c.Code), ("work", c.WorkId.ToString("D"))))
                .FirstOrDefault();
    }

    /// <summary>The first member whose figures are negative or absurd; null when none are.</summary>
    private static string? FaultyField(WorkFact work) => work switch
    {
        { Seats: { } seats } => Seats(seats),
        { Bonus: { } bonus } => bonus is { AmountCny: >= 0 and <= MonthLimits.WorkCnyMax } ? null : "amountCny",
        { Project: { } project } => Project(project),
        { Cables: { } cables } => Cables(cables),
        { Visits: { } visits } => visits is { Count: >= 0 and <= MonthLimits.WorkCnyMax } ? null : "count",
        { Assets: { } assets } => Assets(assets),
        { Fine: { } fine } => fine is { Count: >= 1 and <= MonthLimits.WorkEntriesMax } ? null : "count",
        { MajorEvent: { } major } => major is { Count: >= 1 and <= MonthLimits.WorkEntriesMax } ? null : "count",
        { Audit: { } audit } => audit is { AmountCny: > 0 and <= MonthLimits.WorkCnyMax } ? null : "amountCny",
        _ => "kind",
    };

    private static string? Seats(SeatMonth seats)
    {
        var people = seats.Hours.Sum(h => h.HoursEach.Length);
        if (people is 0 or > MonthLimits.WorkEntriesMax || seats.Hours.Any(h => h.HoursEach.Any(IsNoMonth)))
        {
            return "hoursEach";
        }

        if (seats.Hours.Any(h => seats.Terms.Prices.All(p => p.Kind != h.Kind)))
        {
            return "kind";
        }

        decimal[] scores = [seats.QualityScore, seats.BusinessScore, seats.TotalScore ?? 0m];
        return scores.All(s => s is >= 0 and <= ScoreMax) ? null : "score";
    }

    private static bool IsNoMonth(decimal hours) => hours is < 0 or > HoursMax;

    private static string? Project(ProjectWork project)
    {
        if (project.WorkloadPercent is <= 0 or > 100)
        {
            return "workloadPercent";
        }

        return project.ContractCny >= 0 ? null : "contractCny";
    }

    private static string? Cables(CableMonth cables)
    {
        if (cables.Cables.Length > MonthLimits.WorkEntriesMax || cables.Cables.Any(c => c.Km is <= 0 or > KmMax))
        {
            return "km";
        }

        if (cables.Cables.Any(c => cables.Terms.Prices.All(p => p.Code != c.Level)))
        {
            return "level";
        }

        var distinct = cables.Cables.Select(c => c.Code).Distinct(StringComparer.Ordinal).Count();
        return distinct != cables.Cables.Length ? "code" : cables.DuctHoleKm is >= 0 and <= KmMax ? null : "ductHoleKm";
    }

    private static string? Assets(AssetCount assets)
    {
        if (assets.Count is <= 0 or > MonthLimits.WorkCnyMax)
        {
            return "count";
        }

        return assets.Days >= 1 && assets.Days <= assets.DaysInMonth ? null : "days";
    }
}
