using FieldOps.Testing;

namespace FieldOps.Architecture.Tests;

public sealed class GrainTests
{
    private static readonly SourceFile[] s_cluster =
        [.. SourceFile.Under("src/FieldOps.Cluster"), .. SourceFile.Under("src/FieldOps.Silo")];

    private static readonly Dictionary<string, Func<IEnumerable<SourceFile>, IEnumerable<string>>> s_laws = new()
    {
        ["unsealed"] = GrainLaws.Unsealed,
        ["interleaving"] = GrainLaws.Interleaving,
        ["untyped"] = GrainLaws.Untyped,
        ["unaliased"] = GrainLaws.Unaliased,
        ["unnumbered"] = GrainLaws.Unnumbered,
        ["twice-numbered"] = GrainLaws.TwiceNumbered,
        ["long"] = GrainLaws.LongMethods,
        ["sql"] = GrainLaws.Sql,
        ["rules"] = GrainLaws.Rules,
        ["log-texts"] = GrainLaws.LogTexts,
    };

    public static TheoryData<string> Laws() => [.. s_laws.Keys];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Grains_OfTheCluster_KeepTheLaw(string law) => s_laws[law](s_cluster).ShouldBeEmpty();

    [Fact]
    public void Grains_OfTheCluster_AreFoundAtAll() =>
        new[] { "LineSegmentGrain", "BaseStationGrain", "WorkOrderGrain", "ContractorGrain", "ContractorMonthGrain" }
            .ShouldBeSubsetOf(GrainLaws.Grains(s_cluster).Select(g => g.Class.Identifier.Text));

    [Fact]
    public void Runtime_IsNamedByTheClusterAlone()
    {
        GrainLaws.RuntimeNames(SourceFile.Under("src")).ShouldBeEmpty();
        GrainLaws.RuntimePackages(Projects()).ShouldBeEmpty();
    }

    [Fact]
    public void Shell_ThatIsWhole_BreaksNoLaw() => s_laws.Values.SelectMany(l => l([Planted(Whole)])).ShouldBeEmpty();

    [Fact]
    public void Shell_ThatIsWhole_IsSeenAsGrain() => GrainLaws.Grains([Planted(Whole)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("unsealed", "internal sealed class", "internal class")]
    [InlineData("interleaving", "[GrainType(\"cross\")]", "[GrainType(\"cross\"), Reentrant]")]
    [InlineData("interleaving", "[Alias(\"AskAsync\")]", "[Alias(\"AskAsync\"), AlwaysInterleave]")]
    [InlineData("interleaving", "[GrainType(\"cross\")]", "[GrainType(\"cross\"), Orleans.Concurrency.Reentrant]")]
    [InlineData("untyped", "[GrainType(\"cross\")]", "")]
    [InlineData("untyped", "[GrainType(\"cross\")]", "[GrainType]")]
    [InlineData("unaliased", "[Alias(\"cross\")]", "")]
    [InlineData("unaliased", "[Alias(\"AskAsync\")]", "")]
    [InlineData("unaliased", "[GenerateSerializer, Alias(\"letter\")]", "[GenerateSerializer]")]
    [InlineData("unnumbered", "[property: Id(1)] ", "")]
    [InlineData("unnumbered", "[Id(2)] ", "")]
    [InlineData("unnumbered", "[NonSerialized] ", "")]
    [InlineData("twice-numbered", "[Id(2)]", "[Id(1)]")]
    [InlineData("sql", "var kept = 1;", "var kept = \"select name from cross\";")]
    [InlineData("sql", "var kept = 1;", "var kept = $\"delete from {letter.Text}\";")]
    [InlineData("sql", "var kept = 1;", "var kept = new NpgsqlCommand();")]
    [InlineData("rules", "var kept = 1;", "var kept = letter.Count - 1;")]
    [InlineData("rules", "var kept = 1;", "var kept = letter.Count > 3;")]
    [InlineData("rules", "var kept = 1;", "if (shell.State.Retired) { return letter; }")]
    [InlineData("rules", "var kept = 1;", "var kept = shell.State is { Retired: true } ? 1 : 2;")]
    [InlineData("rules", "var kept = 1;", "switch (state.Status) { default: break; }")]
    [InlineData("log-texts", "public async Task", "[LoggerMessage(EventId = 1)] public async Task")]
    public void Shell_PlantedViolation_IsCaught(string law, string whole, string broken)
    {
        Whole.ShouldContain(whole);

        s_laws[law]([Planted(Whole.Replace(whole, broken, StringComparison.Ordinal))]).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(GrainLaws.MethodLinesMax - 1, 0)]
    [InlineData(GrainLaws.MethodLinesMax, 1)]
    public void Method_PlantedAtTheLimit_IsMeasuredExactly(int lines, int caught)
    {
        var body = string.Join('\n', Enumerable.Repeat("        var kept = 1;", lines));

        GrainLaws.LongMethods([Planted(Whole.Replace("        var kept = 1;", body, StringComparison.Ordinal))])
            .Count().ShouldBe(caught);
    }

    [Fact]
    public void Slice_PlantedNameOfTheRuntime_IsCaught()
    {
        GrainLaws.RuntimeNames([SourceFile.Planted("src/FieldOps.Faults/P.cs", "using Orleans.Runtime;")])
            .ShouldHaveSingleItem();
        GrainLaws.RuntimePackages([SourceFile.Planted(
            "src/FieldOps.Platform/P.csproj", "<PackageReference Include=\"Microsoft.Orleans.Server\" />")])
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void Word_InAComment_IsNoName() =>
        GrainLaws.RuntimeNames([SourceFile.Planted("src/FieldOps.Faults/P.cs", "// Orleans does the rest.")])
            .ShouldBeEmpty();

    private const string Whole = """
        namespace FieldOps.Cluster.Grains;

        [Alias("cross")]
        internal interface ICrossGrain : IGrainWithGuidKey
        {
            [Alias("AskAsync")]
            Task<Letter> AskAsync(Letter letter);
        }

        [GenerateSerializer, Alias("letter")]
        internal sealed record Letter([property: Id(0)] string Text, [property: Id(1)] int Count)
        {
            [NonSerialized] private readonly int _seen = Count;

            [Id(2)] public string? Trace { get; init; }

            public bool IsEmpty { get => _seen == 0; }
        }

        [GrainType("cross")]
        internal sealed class CrossGrain(Shell shell) : Grain, ICrossGrain
        {
            public async Task<Letter> AskAsync(Letter letter)
            {
                var kept = 1;
                return await shell.AskAsync(letter, kept);
            }
        }
        """;

    private static SourceFile Planted(string text) =>
        SourceFile.Planted("src/FieldOps.Cluster/Grains/Planted.cs", text);

    private static IEnumerable<SourceFile> Projects() =>
        Directory.EnumerateFiles(Path.Combine(RepoFiles.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(p => new SourceFile(
                Path.GetRelativePath(RepoFiles.Root, p).Replace('\\', '/'), File.ReadAllLines(p)));
}
