using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.Api;

/// <summary>The clocks by which a party that left the order is judged.</summary>
/// <param name="ContractorId">Who.</param>
/// <param name="ContractorCode">Its code; absent in orders of before codes were kept.</param>
/// <param name="LeftAt">UTC.</param>
/// <param name="Clocks">Each clock of the terms; one that it had not stopped goes with the order.</param>
internal sealed record ShareWhy(
    Guid ContractorId, string? ContractorCode, DateTimeOffset? LeftAt, ImmutableArray<ClockWhy> Clocks)
{
    public static ShareWhy Of(
        WorkOrderState state,
        OrderShare share,
        LimitSource limits,
        OrderTimes times)
    {
        var (party, left) = (share.Outcome.ContractorId, share.Milestones.EndedAt);
        var code = state.Assignments.FirstOrDefault(a => a.ContractorId == party)?.ContractorCode;
        return new ShareWhy(
            party,
            string.IsNullOrEmpty(code) ? null : code,
            left,
            ClockWhy.Of(
                state, share.OutcomeIn(state).Clocks, share.Milestones, limits, times,
                left ?? state.Origin!.CreatedAt));
    }
}
