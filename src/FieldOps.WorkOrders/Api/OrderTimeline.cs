using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;

namespace FieldOps.WorkOrders.Api;

/// <summary>
/// The history of an order as its reader may see it: the operator all of it, a contractor what happened while it led or
/// assisted, without what is said of its rivals.
/// </summary>
internal static class OrderTimeline
{
    // A history is read in pieces of this many events; most orders have fewer.
    private const int PieceEvents = 500;
    private const string Dispatched = "work-order.dispatched.v1";

    /// <summary>The next events after a version.</summary>
    /// <param name="log">The log.</param>
    /// <param name="order">The order.</param>
    /// <param name="reader">The contractor that reads; null for the operator.</param>
    /// <param name="after">The last version that was shown; 0 for none.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        LogReader log, EntityKey order, Guid? reader, int after, int count, CancellationToken cancellationToken)
    {
        if (reader is not { } contractor)
        {
            return await log.ReadOfAsync(order, after, count, cancellationToken);
        }

        // Who led when an event happened follows from all events before it.
        var history = new List<RecordedEvent>();
        int read;
        do
        {
            var piece = await log.ReadOfAsync(
                order, history.Count == 0 ? 0 : history[^1].Version, PieceEvents, cancellationToken);
            history.AddRange(piece);
            read = piece.Count;
        }
        while (read == PieceEvents);
        return [.. SeenBy(contractor, history).Where(e => e.Version > after).Take(count)];
    }

    /// <summary>What a contractor may see of a whole history.</summary>
    public static IEnumerable<RecordedEvent> SeenBy(Guid contractor, IEnumerable<RecordedEvent> history)
    {
        var (leads, assists) = (false, false);
        foreach (var happened in history)
        {
            switch (happened.Body)
            {
                case OrderDispatched e:
                    leads = e.Assignee.ContractorId == contractor;
                    assists &= !leads;
                    break;
                case OrderQueued:
                    leads = false;
                    break;
                case AssistAdded e:
                    assists |= e.Party.ContractorId == contractor;
                    break;
                case AssistLeft e:
                    assists &= e.ContractorId != contractor;
                    assists |= e.Replacement?.ContractorId == contractor;
                    break;
            }

            if (PartyOf(happened.Body) is { } party
                ? party == contractor
                : leads || happened.Body is OrderCreated
                    || (assists && !IsBetweenLeadAndOperator(happened.Body)))
            {
                yield return Projected(happened, contractor);
            }
        }
    }

    // What a party that left answers for, and what is found of a party, is told to it alone, whoever has the order.
    private static Guid? PartyOf(IEvent happened) => happened switch
    {
        OrderShareClosed e => e.Outcome.ContractorId,
        OrderShareWithdrawn e => e.ContractorId,
        FalseReplyFound e => e.ContractorId,
        RestorationCorrected e => e.ContractorId,
        _ => null,
    };

    // Who refused, passed on or gave back an order is not the business of who assists with it.
    private static bool IsBetweenLeadAndOperator(IEvent happened) => happened is OrderQueued or OrderRefused
        or RefusalConfirmed or RefusalRejected or OrderTransferred or TransferRefused
        or OrderHandedOver;

    private static RecordedEvent Projected(RecordedEvent happened, Guid contractor) =>
        happened.Body switch
        {
            OrderDispatchedAgain again when Told(again, contractor) is { } told =>
                happened with { Body = Projected(told, contractor) },
            OrderDispatchedAgain again =>
                happened with { Name = Dispatched, Body = Projected(again.Plain(), contractor) },
            OrderDispatched sent => happened with { Body = Projected(sent, contractor) },
            _ => happened,
        };

    // Who had it before, and what that party did, is not told to others; nor what its lead finds to who assists. Where
    // nothing of it is left, the name does not tell either that there was something.
    private static OrderDispatchedAgain? Told(OrderDispatchedAgain sent, Guid contractor)
    {
        var told = sent with
        {
            PreviousPassedItOn = sent.PreviousContractorId == contractor ? sent.PreviousPassedItOn : null,
            Past = sent.Assignee.ContractorId == contractor ? sent.Past : null,
        };
        return told is { PreviousPassedItOn: null, Past: null } ? null : told;
    }

    private static OrderDispatched Projected(OrderDispatched sent, Guid contractor) => sent with
    {
        Choice = sent.Choice with { Candidates = DispatchWhy.CandidatesFor(sent.Choice, contractor) },
        PreviousContractorId = sent.PreviousContractorId == contractor ? contractor : null,
    };
}
