using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// Who may do what to a month (domain reference, 3.4): the contractor manager scores and drafts, the department head
/// does the same and signs, the contractor's finance confirms or disputes. Facts of the log come by the product alone.
/// </summary>
public static class MonthRights
{
    /// <summary>Record, freeze, compute, decide, publish, settle, correct.</summary>
    public static Right Manage { get; } = Right.Of(
        "months.manage", ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.DepartmentHead);

    /// <summary>Record findings and violations.</summary>
    public static Right Find { get; } = Right.Of("months.find", [.. Manage.Roles, ActorRoles.QaReviewer]);

    /// <summary>Approve a sheet, open a month again.</summary>
    public static Right Approve { get; } = Right.Of("months.approve", ActorRoles.DepartmentHead);

    /// <summary>Confirm or object, for the month's own contractor.</summary>
    public static Right Confirm { get; } = Right.Of("months.confirm", ActorRoles.ContractorFinance);

    /// <summary>Bring the facts of the log.</summary>
    public static Right Product { get; } = Right.Of("months.product", ActorRoles.System);

    /// <summary>The right that a command needs; null for a command that is none of a month's.</summary>
    public static Right? For(ICommand command) => command switch
    {
        EnterOrder or RecordOutcome or CorrectOutcome or WithdrawOrder or CarryCorrection or DeadlineReached => Product,
        RecordFinding or RecordViolation => Find,
        RecordMark or CorrectMark or RecordReading or CorrectReading or RecordWork or WithdrawWork or FreezeMonth
            or ComputeSheet or DecideDispute or PublishSheet or SettleMonth or AskReopening or DeclineReopening
            or CorrectMonth => Manage,
        ApproveSheet or ReopenMonth => Approve,
        ConfirmSheet or DisputeSheet or DisputeLines => Confirm,
        _ => null,
    };

    /// <summary>Why this actor may not send the command to the month; null when it may.</summary>
    public static Refusal? RefusalOf(MonthState state, ICommand command, Actor by)
    {
        if (For(command) is not { } right)
        {
            return Refusal.Of(ActorRefusals.RoleNotAllowed, ("role", by.Role));
        }

        // A month of which nothing is known says so itself.
        return right.RefusalOf(by)
            ?? (right == Confirm && state.Month is { } month && by.ContractorId != month.ContractorId
                ? Refusal.Of(MonthRefusals.ContractorOnly)
                : null);
    }
}
