namespace FieldOps.Architecture.Tests;

public sealed class SizeTests
{
    [Fact]
    public void Files_OfTheRepository_AreShortEnough() => SizeLaws.TooLongFiles(SourceFile.All).ShouldBeEmpty();

    [Fact]
    public void Lines_OfTheRepository_AreShortEnough() => SizeLaws.TooLongLines(SourceFile.All).ShouldBeEmpty();

    [Fact]
    public void Methods_OfTheRepository_AreShortEnough() => SizeLaws.TooLongMethods(SourceFile.All).ShouldBeEmpty();

    [Fact]
    public void Methods_OfTheRepository_FewAreLongerThanWanted()
    {
        var long_ = SizeLaws.Methods(SourceFile.All).Where(m => m.Length > SizeLaws.MethodLinesWanted)
            .Select(m => $"{m.Where}: {m.Length}");
        SizeLaws.LongMethodsPercent(SourceFile.All)
            .ShouldBeLessThanOrEqualTo(SizeLaws.LongMethodsPercentMax, string.Join('\n', long_));
    }

    [Fact]
    public void Methods_OfTheRepository_AreFoundAtAll() =>
        SizeLaws.Methods(SourceFile.Under("src/FieldOps.Platform")).Count().ShouldBeGreaterThan(100);

    [Fact]
    public void File_PlantedTooLong_IsCaught() =>
        SizeLaws.TooLongFiles([new("planted.cs", new string[SizeLaws.FileLinesHard + 1])]).ShouldHaveSingleItem();

    [Fact]
    public void Line_PlantedTooLong_IsCaught() =>
        SizeLaws.TooLongLines([new("planted.cs", [new string('x', 121)])]).ShouldHaveSingleItem();

    [Theory]
    [InlineData(70, 0)]
    [InlineData(71, 1)]
    public void Method_PlantedAtTheLimit_IsMeasuredExactly(int lines, int caught)
    {
        var body = string.Join('\n', Enumerable.Repeat("        x();", lines));
        var planted = SourceFile.Planted(
            "planted.cs", $$"""
            internal sealed class Planted
            {
                public static void Long(
                    int argument)
                {
            {{body}}
                }
            }
            """);

        SizeLaws.TooLongMethods([planted]).Count().ShouldBe(caught);
    }
}
