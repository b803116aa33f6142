namespace FieldOps.Architecture.Tests;

public sealed class WordingTests
{
    private static IEnumerable<SourceFile> SliceFiles =>
        ReferenceLaws.Slices.SelectMany(s => SourceFile.Under($"src/FieldOps.{s}"));

    [Fact]
    public void Types_HaveNamesThatSaySomething() => WordingLaws.EmptyNames(SourceFile.Under("src")).ShouldBeEmpty();

    [Fact]
    public void Type_PlantedEmptyName_IsCaught() =>
        WordingLaws.EmptyNames([Planted("internal sealed class OrderMana" + "ger;")]).ShouldHaveSingleItem();

    [Fact]
    public void Files_HoldNothingUnfinished() => WordingLaws.Leftovers(SourceFile.All).ShouldBeEmpty();

    [Fact]
    public void File_PlantedLeftover_IsCaught() =>
        WordingLaws.Leftovers([Planted("// TO" + "DO later")]).ShouldHaveSingleItem();

    [Fact]
    public void Slices_NeverAskTheDatabaseForTheTime() => WordingLaws.ClockOfTheDatabase(SliceFiles).ShouldBeEmpty();

    [Fact]
    public void Slice_PlantedDatabaseClock_IsCaught() =>
        WordingLaws.ClockOfTheDatabase([Planted("where due_at < no" + "w()")]).ShouldHaveSingleItem();

    [Fact]
    public void Suppressions_SayWhy() => WordingLaws.SilentSuppressions(SourceFile.All).ShouldBeEmpty();

    [Fact]
    public void Suppression_PlantedWithoutReason_IsCaught() =>
        WordingLaws.SilentSuppressions([Planted("#prag" + "ma warning disable CA1000")]).ShouldHaveSingleItem();

    private static SourceFile Planted(string line) => new("planted.cs", ["", line]);
}
