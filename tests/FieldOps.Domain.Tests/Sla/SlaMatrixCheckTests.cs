using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla;

public sealed class SlaMatrixCheckTests
{
    private static readonly string[] s_classes =
        [.. RepoFiles.Policy<AssetClassCatalog>("asset-classes", "default.v1.json").Classes.Select(c => c.Code)];

    [Theory]
    [InlineData("default.v1.json")]
    [InlineData("default.v2.json")]
    [InlineData("graded.v1.json")]
    public void Shipped_LeavesNothingOpen(string file) =>
        SlaMatrixCheck.GapsOf(RepoFiles.Policy<SlaPolicy>("sla", file), s_classes, WorkKinds.All, Severities.All)
            .ShouldBeEmpty();

    [Fact]
    public void Gap_IsNamedByClassAndKind_AndBySeverity()
    {
        var policy = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
        policy = policy with
        {
            Lines = policy.Lines.RemoveAll(l => l.Id == "trunk1"),
            Severities = policy.Severities.RemoveAll(s => s.Severity == "minor"),
        };

        SlaMatrixCheck.GapsOf(policy, s_classes, WorkKinds.All, Severities.All)
            .ShouldBe(["no line governs trunk1/repair", "severity minor has no rule"]);
    }
}
