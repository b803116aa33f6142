using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Annual;

/// <summary>Draws annual assessments up out of the months themselves, as the log has them now.</summary>
internal sealed class AnnualDesk(
    IEntities entities,
    CompositePeriods periods,
    AnnualMonths annual,
    StandingYears years,
    EveryContractor contractors,
    IFeedProgress progress,
    IAppClock clock,
    TimeZoneInfo zone)
{
    /// <summary>The operator's zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>The assessment of a year; of version 0 where none was drawn up.</summary>
    public async Task<(AnnualState State, int Version)> ReadAsync(
        ApiCall call, Guid contractor, string year, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, contractor, year), cancellationToken);
        return ((AnnualState)snapshot.State, snapshot.Version);
    }

    /// <summary>Draws one up.</summary>
    public async Task<Answer> DrawUpAsync(
        ApiCall call,
        AskContext context,
        YearRef year,
        WeighedYear weighed,
        string? reason,
        CancellationToken cancellationToken)
    {
        var now = await annual.OfAsync(call.Tenant, year.ContractorId, weighed.Months, cancellationToken);
        var composite = weighed.Composite;
        var tables = await periods.TablesAsync(call.Tenant, composite, weighed.Months, now.Final, cancellationToken);
        return await entities.AskAsync(
            call.Key(YearRef.EntityType, year.EntityId),
            new DrawUpAnnual(
                year, composite.Composite, [.. composite.Inner.Values], tables.All,
                [.. now.Final.Select(AnnualMonth.Of)], now.Open, reason)
            {
                LateOpen = now.LateOpen(), Unweighed = tables.Unweighed,
            },
            context, cancellationToken);
    }

    /// <summary>
    /// Draws the year of every contractor up that had a month in it, by code; each has its own outcome. Why another
    /// edition stands beside an earlier one is one contractor's reason: it is said where that one is drawn up.
    /// </summary>
    public async Task<(IReadOnlyList<BatchItemOutcome>? Items, Refusal? Refusal)> DrawAllUpAsync(
        ApiCall call, string year, string? composite, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        var (weighed, refusal) = await WeighedAsync(call.Tenant, year, composite, cancellationToken);
        if (weighed is null || (refusal = NotOver(weighed.Months)) is not null)
        {
            return (null, refusal);
        }

        return await contractors.AskAsync(
            call.Tenant,
            async (contractor, cancelled) =>
            {
                var answer = await DrawUpAsync(
                    call, EveryContractor.ContextOf(call, contractor.Code, "draw-up"),
                    YearRef.Of(contractor.ContractorId, contractor.Code, weighed.Months, zone), weighed, null,
                    cancelled);
                return answer is Answer.Refused { Refusal.Code: AnnualRefusals.Empty } ? null : answer;
            },
            (_, accepted) => AnnualLineModel.Of((AnnualState)accepted.View), cancellationToken);
    }

    // Of no contractor it is: said once.
    private Refusal? NotOver(ImmutableArray<MonthKey> year) =>
        clock.Now < year[^1].EndsAt(zone)
            ? Refusal.Of(
                AnnualRefusals.NotOver,
                ("endsAt", year[^1].EndsAt(zone).ToString("O", CultureInfo.InvariantCulture)))
            : null;

    /// <summary>A year and what weighs it: the composite that its rules name, or else that of the call.</summary>
    public async Task<(WeighedYear? Year, Refusal? Refusal)> WeighedAsync(
        string tenant, string year, string? named, CancellationToken cancellationToken)
    {
        if (!YearRef.TryMonthsOf(year, out var months))
        {
            return (null, Refusal.Of(AnnualProblems.Invalid, ("year", year)));
        }

        var (id, refusal) = await ChosenAsync(tenant, year, named, cancellationToken);
        if (id is null)
        {
            return (null, refusal);
        }

        return await periods.InForceAsync(tenant, id, months, cancellationToken) is { } composite
            ? (new WeighedYear(months, composite), null)
            : (null, Refusal.Of(AssessmentProblems.CompositeUnknown, ("composite", id)));
    }

    /// <summary>One step of a year that was drawn up.</summary>
    public Task<Answer> AskAsync(
        ApiCall call, Guid contractor, string year, ICommand step, CancellationToken cancellationToken) =>
        entities.AskAsync(KeyOf(call, contractor, year), step, call.ToContext(), cancellationToken);

    /// <summary>The department head signs what the months still say.</summary>
    public async Task<Answer> ApproveAsync(
        ApiCall call, Guid contractor, string year, int edition, CancellationToken cancellationToken)
    {
        var (state, _) = await ReadAsync(call, contractor, year, cancellationToken);
        if (state.Latest() is not { } latest)
        {
            return new Answer.Refused(Refusal.Of(AnnualRefusals.Unknown), 0);
        }

        var now = await annual.NowAsync(call.Tenant, contractor, year, latest, cancellationToken);
        var wish = now.Approving(edition);
        return await AskAsync(call, contractor, year, wish, cancellationToken);
    }

    // Who chose the composite once the facts are known would choose the result, so where the rules name one it is that.
    private async Task<(string? Id, Refusal? Refusal)> ChosenAsync(
        string tenant, string year, string? named, CancellationToken cancellationToken)
    {
        var agreed = (await years.RulesInAsync(tenant, year, cancellationToken))?.AnnualBy;
        if (agreed is not null && named is not null && named != agreed)
        {
            return (null, Refusal.Of(AnnualProblems.NotAgreed, ("composite", named), ("agreed", agreed)));
        }

        return (agreed ?? named) is { } id ? (id, null) : (null, Refusal.Of(AnnualProblems.NotNamed));
    }

    private static EntityKey KeyOf(ApiCall call, Guid contractor, string year) =>
        call.Key(YearRef.EntityType, YearRef.IdOf(contractor, year));
}

/// <summary>A year and what weighs it.</summary>
/// <param name="Months">Its twelve, in order.</param>
/// <param name="Composite">As it holds when the year begins.</param>
internal sealed record WeighedYear(ImmutableArray<MonthKey> Months, CompositeInForce Composite);
