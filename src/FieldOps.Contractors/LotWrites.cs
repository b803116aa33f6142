using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>Turns wishes about lots into commands that carry what a lot cannot know: the other lots.</summary>
internal sealed class LotWrites(IEntities entities, ContractorRows rows, IFeedProgress progress)
{
    /// <summary>The other lots as the log has them now.</summary>
    public async Task<List<LotNeighbour>> NeighboursAsync(string tenant, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(ContractorsProjection.Schema, cancellationToken);
        return await rows.NeighboursAsync(tenant, cancellationToken);
    }

    /// <summary>Opens the lot, or replaces the terms of the one that is open under the code.</summary>
    public async Task<Answer> PutAsync(
        ApiCall call,
        AskContext context,
        LotBody body,
        List<LotNeighbour> neighbours,
        CancellationToken cancellationToken)
    {
        if (await UnknownShareAsync(call, body.Terms, cancellationToken) is { } refused)
        {
            return refused;
        }

        var key = KeyOf(call, body.Code);
        var known = await entities.ReadAsync(key, cancellationToken);
        var terms = body.Terms.ToTerms(call.Tenant);
        ICommand command = known.Version == 0
            ? new OpenLot(key.Id, body.Code, terms, [.. neighbours])
            : new AmendLot(terms, [.. neighbours]);
        return await AskAsync(key, command, body.Code, terms, context, neighbours, cancellationToken);
    }

    public async Task<Answer> OpenAsync(
        ApiCall call,
        AskContext context,
        LotBody body,
        List<LotNeighbour> neighbours,
        CancellationToken cancellationToken)
    {
        if (await UnknownShareAsync(call, body.Terms, cancellationToken) is { } refused)
        {
            return refused;
        }

        var key = KeyOf(call, body.Code);
        var terms = body.Terms.ToTerms(call.Tenant);
        var command = new OpenLot(key.Id, body.Code, terms, [.. neighbours]);
        return await AskAsync(key, command, body.Code, terms, context, neighbours, cancellationToken);
    }

    public static EntityKey KeyOf(ApiCall call, string code) =>
        call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, code));

    private async Task<Answer> AskAsync(
        EntityKey key,
        ICommand command,
        string code,
        LotTerms terms,
        AskContext context,
        List<LotNeighbour> neighbours,
        CancellationToken cancellationToken)
    {
        var answer = await entities.AskAsync(key, command, context, cancellationToken);
        if (answer is Answer.Accepted)
        {
            // The next item of a batch must see this one, which the read model may not yet hold.
            neighbours.RemoveAll(n => n.Code == code);
            neighbours.Add(new LotNeighbour(code, terms));
        }

        return answer;
    }

    private async Task<Answer?> UnknownShareAsync(
        ApiCall call, LotTermsBody terms, CancellationToken cancellationToken)
    {
        // More than a lot may hold is refused by the lot itself; no need to look them all up.
        foreach (var share in terms.Shares.Take(ContractorLimits.SharesMax))
        {
            var key = ContractorWrites.KeyOf(call, share.ContractorCode);
            if ((await entities.ReadAsync(key, cancellationToken)).Version == 0)
            {
                return new Answer.Refused(
                    Refusal.Of(ContractorsProblems.LotContractorUnknown, ("contractor", share.ContractorCode)), 0);
            }
        }

        return null;
    }
}
