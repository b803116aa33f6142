using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;

namespace FieldOps.Host.Tests.Edge;

public sealed class PolicyFolderTests : IDisposable
{
    private static readonly DateTimeOffset Noon2024 = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _root = Directory.CreateTempSubdirectory("fieldops-policies-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Versions_ByInstant_TakeTurns()
    {
        Write("limits.v1.json", Document(1, "2024-01-01T00:00:00+08:00"));
        Write("limits.v2.json", Document(2, "2024-06-01T12:00:00Z"));
        var set = Load();
        set.EffectiveAt("limits", Noon2024.AddTicks(-1))!.Version.ShouldBe(1);
        set.EffectiveAt("limits", Noon2024)!.Version.ShouldBe(2);
        set.EffectiveAt("limits", new DateTimeOffset(2023, 12, 31, 15, 59, 59, TimeSpan.Zero)).ShouldBeNull();
        set.EffectiveAt("other", Noon2024).ShouldBeNull();
        set.Get("limits", 1)!.EffectiveFrom.Offset.ShouldBe(TimeSpan.Zero);
        set.Get("limits", 3).ShouldBeNull();
        set.All.Select(d => d.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public void Kind_WithoutFolder_IsEmpty() =>
        new PolicyFolder(_root).Load<Limits>("nothing").All.ShouldBeEmpty();

    [Theory]
    [InlineData(
        """{"id":"limits","version":1,"effectiveFrom":"2024-01-01T00:00:00Z","minutes":5,"extra":1}""", "$.extra")]
    [InlineData("""{"id":"limits","version":1,"effectiveFrom":"2024-01-01T00:00:00Z"}""", "$.minutes")]
    [InlineData("""{"id":"limits","version":1,"effectiveFrom":"2024-01-01","minutes":5}""", "$.effectiveFrom")]
    [InlineData("{\n\"id\":,", "line 2")]
    [InlineData("""{"id":"limits","version":2,"effectiveFrom":"2024-01-01T00:00:00Z","minutes":5}""", "limits.v2.json")]
    public void File_ThatIsWrong_IsNamedWithThePlace(string text, string place)
    {
        Write("limits.v1.json", text);
        var exception = Should.Throw<PolicyFormatException>(Load);
        exception.Message.ShouldContain("limits.v1.json");
        exception.Message.ShouldContain(place);
    }

    [Fact]
    public void Versions_ThatDoNotFollowEachOther_AreRefused()
    {
        Write("limits.v1.json", Document(1, "2024-01-01T00:00:00Z"));
        Write("limits.v2.json", Document(2, "2024-01-01T00:00:00Z"));
        Should.Throw<PolicyFormatException>(Load).Message.ShouldContain("version 2");
    }

    private PolicySet<Limits> Load() => new PolicyFolder(_root).Load<Limits>("sla");

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_root, "sla"));
        File.WriteAllText(Path.Combine(_root, "sla", name), text);
    }

    private static string Document(int version, string from) =>
        $$"""{"id":"limits","version":{{version}},"effectiveFrom":"{{from}}","minutes":5}""";

    public sealed record Limits(string Id, int Version, DateTimeOffset EffectiveFrom, int Minutes) : IPolicyDocument;
}
