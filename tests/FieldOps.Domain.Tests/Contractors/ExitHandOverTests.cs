using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>
/// Hand-over of domain reference 9.1 (seed 3 art. 37-38): at the end of the notice, to whom the plan names.
/// </summary>
public sealed class ExitHandOverTests
{
    private static readonly DateTimeOffset s_day = new(2024, 11, 30, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_end = s_day.AddMonths(3);
    private static readonly Guid s_contractor = new(1, 2, 3, new byte[8]);
    private static readonly ContractorExitEntity s_entity = new();
    private static readonly Actor s_owner = new("owner", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Actor s_company = new("f", ActorRoles.ContractorFinance, s_contractor);
    private static readonly LotReplacement s_first = new(new Guid(7, 0, 0, new byte[8]), "L1", Heir(1), "DW-B");
    private static readonly LotReplacement s_second = new(new Guid(8, 0, 0, new byte[8]), "L2", Heir(2), "DW-C");

    [Fact]
    public void NoticeOver_WakesTheExit_AndHandsOverOnce()
    {
        var started = Started().When(Name(s_first), s_owner, s_day).Next();
        started.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(s_end);
        var wake = new DeadlineReached("hand-over", s_end);
        started.When(wake, s_end.AddTicks(-1)).ThenNothing();
        var over = started.When(wake, s_end)
            .Then(new ExitHandedOver(s_contractor, "DW-A", [s_first], "system", s_end)).Next();
        over.Deadlines.ShouldBeEmpty();
        over.When(wake, s_end.AddDays(1)).ThenNothing();
        Decisions.Given(s_entity).When(wake, s_end).ThenNothing();
    }

    [Fact]
    public void ByHand_ItWaitsForTheNotice_AndMayBeAskedAgain()
    {
        Started().When(new HandOverExit(), s_owner, s_day).ThenRefused(ExitRefusals.NoticeRunning);
        var over = Started().When(new HandOverExit(), s_owner, s_end).Next();
        over.When(new HandOverExit(), s_owner, s_end.AddDays(1)).ThenTypes(typeof(ExitHandedOver));
        over.When(new HandOverExit(), s_company, s_end).ThenRefused(ActorRefusals.RoleNotAllowed);
    }

    [Fact]
    public void ReplacementNamedLate_HandsItsLotOverAtOnce_AndIsNotTakenBack()
    {
        var over = Started().When(new HandOverExit(), s_owner, s_end).Next();
        var named = over.When(Name(s_first), s_owner, s_end.AddDays(2));
        named.ThenTypes(typeof(ReplacementNamed), typeof(ExitHandedOver));
        named.Next().When(Name(s_first), s_owner, s_end.AddDays(3)).ThenNothing();
        var other = Name(s_first with { ContractorCode = "DW-C", ContractorId = Heir(2) });
        named.Next().When(other with { LotHeld = false }, s_owner, s_end)
            .ThenRefused(ExitRefusals.LotHandedOver).Facts["contractor"].ShouldBe("DW-B");
        named.Next().When(Name(s_second), s_owner, s_end).ThenTypes(typeof(ReplacementNamed), typeof(ExitHandedOver));
    }

    // The lot still names the leaver: who was to take it over could not, and another may.
    [Fact]
    public void Replacement_ThatCouldNotTakeOver_IsReplaced_AndTheLotHandedOverAgain()
    {
        var over = Started().When(Name(s_first), s_owner, s_day).Next()
            .When(new HandOverExit(), s_owner, s_end).Next();
        var other = s_first with { ContractorCode = "DW-C", ContractorId = Heir(2) };
        var named = over.When(Name(other), s_owner, s_end.AddDays(1));
        named.ThenTypes(typeof(ReplacementNamed), typeof(ExitHandedOver));
        named.Single<ExitHandedOver>().Replacements.ShouldHaveSingleItem().ShouldBe(other);
    }

    [Fact]
    public void Replacement_OfAForeignLot_OrUnfit_OrItself_IsRefused()
    {
        var exit = Started();
        exit.When(Name(s_first) with { LotHeld = false }, s_owner, s_day).ThenRefused(ExitRefusals.LotNotHeld);
        exit.When(Name(s_first) with { Fit = false }, s_owner, s_day).ThenRefused(ExitRefusals.ReplacementUnfit);
        exit.When(Name(s_first with { ContractorId = s_contractor }), s_owner, s_day)
            .ThenRefused(ExitRefusals.ReplacementUnfit);
        var changed = exit.When(Name(s_first), s_owner, s_day).Next()
            .When(Name(s_first with { ContractorCode = "DW-C", ContractorId = Heir(2) }), s_owner, s_day).Next();
        changed.State.Replacements.ShouldHaveSingleItem().ContractorCode.ShouldBe("DW-C");
    }

    private static Guid Heir(int number) => new(number, 9, 9, new byte[8]);

    private static NameReplacement Name(LotReplacement replacement) => new(replacement, LotHeld: true, Fit: true);

    private static Given<ExitState> Started() =>
        Decisions.Given(s_entity).When(
                new DraftExit(
                    s_contractor, "DW-A", ExitKind.Voluntary, "after-sale", "sold", "plan 3", 3, true, ["arrears"]),
                s_owner, s_day).Next()
            .When(new DecideExit(true, "minutes 7"), s_head, s_day).Next()
            .When(new StartExit(), s_owner, s_day).Next();
}
