using FieldOps.Cli.Hosting;

namespace FieldOps.Cli.Tests;

public sealed class EngineTests
{
    private static readonly string s_program = typeof(EngineTests).Assembly.Location;

    [Theory]
    [InlineData(Engine.Auto, 1, true, Engine.Cluster)]
    [InlineData(Engine.Auto, 3, true, Engine.Cluster)]
    [InlineData(Engine.Auto, 1, false, Engine.Local)]
    [InlineData(Engine.Cluster, 1, true, Engine.Cluster)]
    [InlineData(Engine.Local, 1, true, Engine.Local)]
    [InlineData(Engine.Local, 1, false, Engine.Local)]
    public void Resolve_AnEngine_TakesWhatIsHere(string word, int silos, bool built, string expected) =>
        Engine.Resolve(word, silos, _ => built ? s_program : null).Name.ShouldBe(expected);

    [Theory]
    [InlineData(Engine.Cluster, 1)]
    [InlineData(Engine.Auto, 3)]
    public void Resolve_SilosThatAreNotHere_IsRefusedInsteadOfSomethingElse(string word, int silos) =>
        Should.Throw<CommandStoppedException>(() => Engine.Resolve(word, silos, _ => null))
            .Code.ShouldBe("engine.not-available");

    [Fact]
    public void Resolve_AProgramThatIsGone_IsNotHere() =>
        Engine.Resolve(Engine.Auto, 1, _ => s_program + ".gone").ShouldBe(Engine.SingleNode);
}
