using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// Who may do what to a month (domain reference, 3.4): the contractor manager scores and drafts, the department head
/// does the same and signs, the contractor's finance confirms or disputes. Facts of the log come by the product alone.
/// </summary>
public static class MonthRights
{
    private static readonly ImmutableArray<string> s_managers =
        [ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.DepartmentHead];

    private static readonly ImmutableArray<string> s_finders = [.. s_managers, ActorRoles.QaReviewer];

    private static readonly ImmutableArray<string> s_heads = [ActorRoles.DepartmentHead];

    private static readonly ImmutableArray<string> s_product = [ActorRoles.System];

    private static readonly ImmutableArray<string> s_finance = [ActorRoles.ContractorFinance];

    /// <summary>The roles that may send a command; empty for a command that is none of a month's.</summary>
    public static ImmutableArray<string> RolesFor(ICommand command) => command switch
    {
        EnterOrder or RecordOutcome or CorrectOutcome or WithdrawOrder or CarryCorrection or DeadlineReached =>
            s_product,
        RecordFinding or RecordViolation => s_finders,
        RecordMark or RecordReading or CorrectReading or RecordWork or FreezeMonth or ComputeSheet or DecideDispute
            or PublishSheet or SettleMonth or AskReopening or CorrectMonth => s_managers,
        ApproveSheet or ReopenMonth => s_heads,
        ConfirmSheet or DisputeSheet or DisputeLines => s_finance,
        _ => [],
    };

    /// <summary>Why this actor may not send the command to the month; null when it may.</summary>
    public static Refusal? RefusalOf(MonthState state, ICommand command, Actor by)
    {
        var roles = RolesFor(command);
        if (roles == s_finance)
        {
            // A month of which nothing is known says so itself.
            if (state.Month is { } month && by.ContractorId != month.ContractorId)
            {
                return Refusal.Of(MonthRefusals.ContractorOnly);
            }
        }
        else if (!by.IsOperator)
        {
            return Refusal.Of(MonthRefusals.OperatorOnly);
        }

        if (roles.Contains(by.Role))
        {
            return null;
        }

        return roles == s_heads
            ? Refusal.Of(MonthRefusals.DepartmentHeadOnly)
            : Refusal.Of(MonthRefusals.RoleNotAllowed, ("role", by.Role), ("allowed", string.Join(", ", roles)));
    }
}
