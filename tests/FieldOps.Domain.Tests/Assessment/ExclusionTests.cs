using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Sla;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Assessment;

public sealed class ExclusionTests
{
    // A manager's compliance rate and the contractor's sheet count the same orders, or nobody believes either.
    [Theory]
    [InlineData("line-station.v1.json")]
    [InlineData("seed-3.v1.json")]
    public void Schemes_ExcludeTheSameAttributionsAsCompliance(string scheme) =>
        RepoFiles.Policy<ScoringScheme>("scoring", scheme).ExcludedAttributions
            .ShouldBe(RepoFiles.Policy<CompliancePolicy>("compliance", "default.v1.json").ExcludedAttributions);
}
