using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>
/// Turns wishes about lots into commands that carry what a lot cannot know: the other lots, who shares, which months
/// have sheets.
/// </summary>
internal sealed class LotWrites(
    IEntities entities,
    ContractorRows rows,
    PartyBook parties,
    SheetMonths sheets,
    LotClasses classes,
    IFeedProgress progress,
    IAppClock clock)
{
    /// <summary>What the lots of one call are checked against: the other lots as the log has them now.</summary>
    public async Task<LotsKnown> KnownAsync(string tenant, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(ContractorsProjection.Schema, cancellationToken);
        return new LotsKnown(await rows.NeighboursAsync(tenant, cancellationToken));
    }

    /// <summary>Opens the lot, or replaces the terms of the one that is open under the code.</summary>
    public async Task<Answer> PutAsync(
        ApiCall call, AskContext context, LotBody body, LotsKnown known, CancellationToken cancellationToken) =>
        await WriteAsync(call, context, body, mayAmend: true, known, cancellationToken);

    public async Task<Answer> OpenAsync(
        ApiCall call, AskContext context, LotBody body, LotsKnown known, CancellationToken cancellationToken) =>
        await WriteAsync(call, context, body, mayAmend: false, known, cancellationToken);

    public async Task<Answer> CloseAsync(
        ApiCall call, string code, CloseLotBody body, CancellationToken cancellationToken)
    {
        var lot = await ReadAsync(call, code, cancellationToken);
        var after = lot with { ClosedFrom = body.ClosedFrom };
        var close = new CloseLot(body.ClosedFrom, body.Reason)
        {
            ComputedUntil = (await FixedAsync(call, lot, after, new([]), cancellationToken)).ComputedUntil,
        };
        return await entities.AskAsync(KeyOf(call, code), close, call.ToContext(), cancellationToken);
    }

    /// <summary>Asks for a change of what lies behind.</summary>
    public async Task<Answer> AskBackdatingAsync(
        ApiCall call, string code, BackdatingBody body, CancellationToken cancellationToken)
    {
        var terms = body.Terms?.ToTerms(call.Tenant);
        var (sharing, refused) = await PartiesAsync(call, terms, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var lot = await ReadAsync(call, code, cancellationToken);
        if (classes.FaultOf(lot.Terms, terms) is { } fault)
        {
            return new Answer.Refused(fault, 0);
        }

        var known = await KnownAsync(call.Tenant, cancellationToken);
        var ask = new AskBackdating(terms, body.ClosedFrom, body.Reason, [.. known.Neighbours])
        {
            Parties = sharing,
            ComputedUntil = (await FixedAsync(
                call, lot, After(lot, terms, body.ClosedFrom), known, cancellationToken)).ComputedUntil,
        };
        return await entities.AskAsync(KeyOf(call, code), ask, call.ToContext(), cancellationToken);
    }

    /// <summary>Approves what another person asked for.</summary>
    public async Task<Answer> ApproveBackdatingAsync(
        ApiCall call, string code, CancellationToken cancellationToken)
    {
        var lot = await ReadAsync(call, code, cancellationToken);
        var known = await KnownAsync(call.Tenant, cancellationToken);
        var (sharing, refused) = await PartiesAsync(call, lot.Backdating?.Terms, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var after = After(lot, lot.Backdating?.Terms, lot.Backdating?.ClosedFrom);
        var approve = new ApproveBackdating([.. known.Neighbours])
        {
            Parties = sharing,
            ComputedUntil = (await FixedAsync(call, lot, after, known, cancellationToken)).ComputedUntil,
        };
        return await entities.AskAsync(KeyOf(call, code), approve, call.ToContext(), cancellationToken);
    }

    public static EntityKey KeyOf(ApiCall call, string code) =>
        call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, code));

    private async Task<Answer> WriteAsync(
        ApiCall call,
        AskContext context,
        LotBody body,
        bool mayAmend,
        LotsKnown known,
        CancellationToken cancellationToken)
    {
        var terms = body.Terms.ToTerms(call.Tenant);
        var (sharing, refused) = await PartiesAsync(call, terms, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var (key, lot) = (KeyOf(call, body.Code), await ReadAsync(call, body.Code, cancellationToken));
        if (classes.FaultOf(lot.Terms, terms) is { } fault)
        {
            return new Answer.Refused(fault, 0);
        }

        var months = await FixedAsync(call, lot, lot.With(terms), known, cancellationToken);
        ICommand command = mayAmend && lot.Terms is not null
            ? new AmendLot(terms, [.. known.Neighbours]) { Parties = sharing, ComputedUntil = months.ComputedUntil }
            : new OpenLot(key.Id, body.Code, terms, [.. known.Neighbours])
            {
                Parties = sharing, ComputedUntil = months.ComputedUntil, FrozenUntil = months.FrozenUntil,
            };
        var answer = await entities.AskAsync(key, command, context, cancellationToken);
        if (answer is Answer.Accepted)
        {
            // The next item of a batch must see this one, which the read model may not yet hold.
            known.Neighbours.RemoveAll(n => n.Code == body.Code);
            known.Neighbours.Add(new LotNeighbour(body.Code, terms));
        }

        return answer;
    }

    private async Task<ContractLotState> ReadAsync(ApiCall call, string code, CancellationToken cancellationToken) =>
        (ContractLotState)(await entities.ReadAsync(KeyOf(call, code), cancellationToken)).State;

    private static ContractLotState After(ContractLotState lot, LotTerms? terms, DateTimeOffset? closedFrom) =>
        terms is null ? lot with { ClosedFrom = closedFrom ?? lot.ClosedFrom } : lot.With(terms);

    // The months that are fixed among those that the change would reach.
    private async Task<FixedMonths> FixedAsync(
        ApiCall call,
        ContractLotState before,
        ContractLotState after,
        LotsKnown known,
        CancellationToken cancellationToken)
    {
        if (before.PayChangedFrom(after, clock.Now) is not { } from)
        {
            return new FixedMonths(null, null);
        }

        var concerned = before.Spans().Concat(after.Spans()).SelectMany(s => s.Terms.Shares)
            .Select(s => s.ContractorId).Distinct();
        return await sheets.LastEndsAsync(call, [.. concerned], (from, clock.Now), known.Sheets, cancellationToken);
    }

    // Who shares, or that somebody is not in the register.
    private async Task<(ImmutableArray<PartyGround> Parties, Answer? Refused)> PartiesAsync(
        ApiCall call, LotTerms? terms, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<PartyGround>();
        // More than a lot may hold is refused by the lot itself; no need to look them all up.
        foreach (var share in terms?.Shares.Take(ContractorLimits.SharesMax) ?? [])
        {
            if (await parties.OfAsync(call, share.ContractorCode, cancellationToken) is not { } party)
            {
                return ([], new Answer.Refused(
                    Refusal.Of(ContractorsProblems.LotContractorUnknown, ("contractor", share.ContractorCode)), 0));
            }

            found.Add(party);
        }

        return (found.ToImmutable(), null);
    }
}

/// <summary>What the lots of one call are checked against.</summary>
/// <param name="Neighbours">The other lots; those of the call are added as they are written.</param>
internal sealed record LotsKnown(List<LotNeighbour> Neighbours)
{
    /// <summary>How far months have come, as far as they were looked up.</summary>
    public Dictionary<Guid, MonthStatus> Sheets { get; } = [];
}
