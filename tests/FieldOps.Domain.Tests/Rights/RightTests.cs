using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Tests.Rights;

/// <summary>Who may do what (domain reference, 3.4).</summary>
public sealed class RightTests
{
    private static readonly Guid s_contractor = new("11111111-1111-1111-1111-111111111111");

    private static readonly Right s_right = Right.Of(
        "lamps.light", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.ContractorFinance, ActorRoles.FieldWorker);

    [Theory]
    [InlineData("dispatcher", false, true)]
    [InlineData("dispatcher", true, false)]
    [InlineData("contractor-finance", true, true)]
    [InlineData("contractor-finance", false, false)]
    [InlineData("field-worker", true, true)]
    [InlineData("field-worker", false, true)]
    [InlineData("system", false, true)]
    [InlineData("system", true, false)]
    [InlineData("department-head", false, false)]
    public void Right_IsOfItsRoles_OnTheSideThatTheRoleBelongsTo(string role, bool ofContractor, bool allowed) =>
        s_right.Allows(new Actor("a", role, ofContractor ? s_contractor : null)).ShouldBe(allowed);

    [Fact]
    public void Refusal_NamesTheRightAndWhoHasIt_WithoutTheProduct()
    {
        var refusal = s_right.RefusalOf(new Actor("a", ActorRoles.Auditor)).ShouldNotBeNull();

        refusal.Code.ShouldBe("actor.role-not-allowed");
        refusal.Facts["role"].ShouldBe("auditor");
        refusal.Facts["right"].ShouldBe("lamps.light");
        refusal.Facts["allowed"].ShouldBe("dispatcher, contractor-finance, field-worker");
    }

    [Fact]
    public void Right_OfAWordThatIsNoRole_IsABug() =>
        Should.Throw<ArgumentException>(() => Right.Of("x", "operator-manager"));
}
