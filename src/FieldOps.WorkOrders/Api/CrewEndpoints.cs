using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>The verbs by which a person takes an order: they carry what the register says of the person.</summary>
internal static class CrewEndpoints
{
    public static async Task<IResult> AcceptAsync(
        Guid id,
        ApiCall call,
        ApiBody<ClaimRequest> body,
        OrderDoor door,
        CrewRules crews,
        CancellationToken cancellationToken)
    {
        var taker = await crews.TakerAsync(call, cancellationToken);
        return await door.AskAsync(
            call, id, OrderMapping.Accept(body.Value, door.Heard(call)) with { Taker = taker }, cancellationToken);
    }

    public static async Task<IResult> AssignAsync(
        Guid id,
        ApiCall call,
        ApiBody<AssignRequest> body,
        OrderDoor door,
        CrewRules crews,
        CancellationToken cancellationToken)
    {
        var (state, _) = await door.ReadAsync(call, id, cancellationToken);
        if (state is null)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        var (member, certifiedOnly) = await crews.NamedAsync(
            call, body.Value.Person, state.Lead?.ContractorId, cancellationToken);
        var whole = await door.IsWholeAsync(call, state, cancellationToken);
        return await door.AskAsync(call, id, new AssignPerson(member, certifiedOnly, whole), cancellationToken);
    }
}
