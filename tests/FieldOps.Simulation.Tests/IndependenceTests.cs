using System.Text.RegularExpressions;
using FieldOps.Testing;

namespace FieldOps.Simulation.Tests;

/// <summary>The auditor shares no rule with the product: its sources name nothing of it.</summary>
public sealed partial class IndependenceTests
{
    [Fact]
    public void Auditor_Sources_NameNothingOfTheProduct()
    {
        var folder = Path.Combine(RepoFiles.Root, "tests", "FieldOps.Simulation", "Auditing");
        var files = Directory.GetFiles(folder, "*.cs");

        files.Length.ShouldBeGreaterThan(15);
        files.Where(f => NamesTheProduct(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("using FieldOps.Domain.Sla;", true)]
    [InlineData("var x = FieldOps.Platform.Log.LogSchema.Migrations;", true)]
    [InlineData("using static FieldOps.WorkOrders.OrderPolicies;", true)]
    [InlineData("namespace FieldOps.Simulation.Auditing;", false)]
    [InlineData("using Npgsql;", false)]
    public void Law_OnPlantedSource_Judges(string source, bool names) => NamesTheProduct(source).ShouldBe(names);

    private static bool NamesTheProduct(string source) => Product.IsMatch(source);

    [GeneratedRegex(@"\bFieldOps\.(?!Simulation\.Auditing\b)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Product { get; }
}
