using System.Reflection;
using System.Xml.Linq;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Architecture.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void Domain_StandsOnValuesOnly() =>
        ReferenceLaws.Impure(typeof(IEvent).Assembly.GetReferencedAssemblies()).ShouldBeEmpty();

    [Fact]
    public void Domain_PlantedFileAccess_IsCaught() =>
        ReferenceLaws.Impure([new AssemblyName("System.IO.Pipes")]).ShouldHaveSingleItem();

    [Fact]
    public void Domain_HasNoAsynchronousMethod() => Asynchronous(typeof(IEvent).Assembly.GetTypes()).ShouldBeEmpty();

    [Fact]
    public void Domain_PlantedAsynchronousMethod_IsCaught() =>
        Asynchronous([typeof(PlantedAsync)]).ShouldHaveSingleItem();

    [Fact]
    public void Projects_ReferToEachOtherAsTheLawSays() =>
        Projects().SelectMany(p => ReferenceLaws.Forbidden(p.Name, p.References)).ShouldBeEmpty();

    [Fact]
    public void Projects_AreFoundAtAll() => Projects().Count.ShouldBeGreaterThanOrEqualTo(10);

    [Fact]
    public void Slice_PlantedReferenceToAnother_IsCaught() =>
        ReferenceLaws.Forbidden("FieldOps.Faults", ["FieldOps.Domain", "FieldOps.WorkOrders"])
            .ShouldBe(["FieldOps.Faults -> FieldOps.WorkOrders"]);

    [Fact]
    public void Platform_KnowsOnlyTheKernelOfTheDomain() =>
        ReferenceLaws.DomainWords(SourceFile.Under("src/FieldOps.Platform")).ShouldBeEmpty();

    [Fact]
    public void Platform_PlantedDomainWord_IsCaught() =>
        ReferenceLaws.DomainWords([SourceFile.Planted("p.cs", "using FieldOps.Domain.WorkOrders;")])
            .ShouldHaveSingleItem();

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slice_ShowsNothingButItsDoor(string slice)
    {
        var types = Assembly.Load($"FieldOps.{slice}").GetTypes();

        ReferenceLaws.PublicBesideTheDoor(types).ShouldBeEmpty();
        types.Count(t => t.IsVisible && ReferenceLaws.IsDoor(t)).ShouldBe(1);
    }

    [Fact]
    public void Slice_PlantedPublicType_IsCaught() =>
        ReferenceLaws.PublicBesideTheDoor([typeof(ReferenceTests)]).ShouldHaveSingleItem();

    [Theory]
    [MemberData(nameof(Slices))]
    public void Slice_BansAmbientTimeIdsAndChance(string slice) => BansAmbient($"src/FieldOps.{slice}").ShouldBeTrue();

    [Fact]
    public void Domain_BansAmbientTimeIdsAndChance() => BansAmbient("src/FieldOps.Domain").ShouldBeTrue();

    [Fact]
    public void Import_WithoutTheBan_WouldBeCaught() => BansAmbient("src/FieldOps.Import").ShouldBeFalse();

    public static TheoryData<string> Slices() => [.. ReferenceLaws.Slices];

    private static bool BansAmbient(string folder) =>
        ProjectFile(folder).Descendants("AdditionalFiles")
            .Any(f => f.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));

    private static IEnumerable<string> Asynchronous(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance |
            BindingFlags.DeclaredOnly)
        where typeof(Task).IsAssignableFrom(method.ReturnType) ||
            method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal)
        select $"{type.Name}.{method.Name}";

    private static List<(string Name, string[] References)> Projects() =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(RepoFiles.Root, "src"))
            .Select(d => "src/" + Path.GetFileName(d))
            .Where(d => File.Exists(ProjectPath(d)))
            .Select(d => (Path.GetFileName(d), References(ProjectFile(d)))),
    ];

    private static string[] References(XDocument project) =>
        [.. project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))];

    private static XDocument ProjectFile(string folder) => XDocument.Load(ProjectPath(folder));

    private static string ProjectPath(string folder) =>
        Path.Combine(RepoFiles.Root, folder, Path.GetFileName(folder) + ".csproj");

    private static class PlantedAsync
    {
        public static Task<int> Read() => Task.FromResult(1);
    }
}
