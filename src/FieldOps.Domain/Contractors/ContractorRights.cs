using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>
/// Who may do what to contractors, their lots, files, people, contracts and exits (domain reference, 3.4): the
/// contractor manager keeps, the department head binds, the contractor's office people speak for it, of its own alone.
/// </summary>
public static class ContractorRights
{
    /// <summary>Keep the register of contractors and their standing.</summary>
    public static Right Keep { get; } = Right.Of(
        "contractors.keep", ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.DepartmentHead);

    /// <summary>Suspend a cooperation and lift that, beside what the product does on a confirmed proposal.</summary>
    public static Right Restrict { get; } = Right.Of(
        "contractors.restrict", ActorRoles.System, ActorRoles.DepartmentHead);

    /// <summary>End a cooperation for good: the product alone, by an exit or a listing.</summary>
    public static Right EndCooperation { get; } = Right.Of("contractors.end-cooperation", ActorRoles.System);

    /// <summary>Take a contractor back whose listing ended: the product alone.</summary>
    public static Right Reinstate { get; } = Right.Of("contractors.reinstate", ActorRoles.System);

    /// <summary>Open, amend and close lots.</summary>
    public static Right KeepLots { get; } = Right.Of(
        "lots.keep", ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.DepartmentHead);

    /// <summary>Approve what changes a lot for time that has passed; somebody else asked for it.</summary>
    public static Right ApproveBackdating { get; } = Right.Of("lots.approve-backdating", ActorRoles.DepartmentHead);

    /// <summary>Pass the part of a leaving contractor on: the product alone.</summary>
    public static Right PassShare { get; } = Right.Of("lots.pass-share", ActorRoles.System);

    /// <summary>Open the successor of a lot with the shares of the results.</summary>
    public static Right OpenNextYear { get; } = Right.Of("lots.open-next-year", ActorRoles.DepartmentHead);

    /// <summary>Propose a suspension by the results: the product alone.</summary>
    public static Right WeighResults { get; } = Right.Of("standings.weigh", ActorRoles.System);

    /// <summary>Suspend a cooperation where the results allow it.</summary>
    public static Right Suspend { get; } = Right.Of("standings.suspend", ActorRoles.DepartmentHead);

    /// <summary>Put a company on the bad-credit list, judge its appeal.</summary>
    public static Right ListBadCredit { get; } = Right.Of("bad-credit.list", ActorRoles.DepartmentHead);

    /// <summary>Appeal against one's own listing.</summary>
    public static Right AppealListing { get; } = Right.Of(
        "bad-credit.appeal", ActorRoles.ContractorDispatcher, ActorRoles.ContractorFinance);

    /// <summary>Keep papers, bases, teams and people: the operator, and each contractor its own.</summary>
    public static Right KeepFile { get; } = Right.Of(
        "register.keep", ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.DepartmentHead,
        ActorRoles.ContractorDispatcher, ActorRoles.ContractorFinance);

    /// <summary>Certify people, revoke it, erase what names them.</summary>
    public static Right Certify { get; } = Right.Of(
        "register.certify", ActorRoles.ContractorManager, ActorRoles.OperationsManager, ActorRoles.DepartmentHead);

    /// <summary>Draft contracts and review them.</summary>
    public static Right DraftContract { get; } = Right.Of(
        "contracts.draft", ActorRoles.ContractorManager, ActorRoles.DepartmentHead);

    /// <summary>Bind one's own side: sign, propose and answer amendments.</summary>
    public static Right Bind { get; } = Right.Of(
        "contracts.bind", ActorRoles.DepartmentHead, ActorRoles.ContractorDispatcher, ActorRoles.ContractorFinance);

    /// <summary>Offer a renewal, end a contract before its term.</summary>
    public static Right RenewOrEnd { get; } = Right.Of("contracts.renew-or-end", ActorRoles.DepartmentHead);

    /// <summary>Plan an exit; a contractor announces its own.</summary>
    public static Right DraftExit { get; } = Right.Of(
        "exits.draft", ActorRoles.ContractorManager, ActorRoles.DepartmentHead, ActorRoles.ContractorDispatcher,
        ActorRoles.ContractorFinance);

    /// <summary>Decide on an exit.</summary>
    public static Right DecideExit { get; } = Right.Of("exits.decide", ActorRoles.DepartmentHead);

    /// <summary>Carry a decided exit out.</summary>
    public static Right CarryExit { get; } = Right.Of(
        "exits.carry-out", ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.DepartmentHead);
}
