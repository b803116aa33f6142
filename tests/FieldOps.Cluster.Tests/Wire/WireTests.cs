using FieldOps.Cluster.Grains.Wire;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Decisions = FieldOps.Testing.Decisions;

namespace FieldOps.Cluster.Tests.Wire;

/// <summary>What crosses between silos, of this release and of the one before or after it.</summary>
public sealed class WireTests
{
    private const string Folder = "tests/FieldOps.Cluster.Tests/Wire/Golden";

    public static TheoryData<string> Messages() => [.. Wires.Messages.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_Written_HasTheGoldenBytes(string name)
    {
        var bytes = Wires.Tallies.GetRequiredService<Serializer>().SerializeToArray(Wires.Messages[name]);

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.hex", Convert.ToHexString(bytes));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void GoldenBytes_Read_AreTheMessage(string name)
    {
        var hex = File.ReadAllText(Path.Combine(RepoFiles.Root, Folder, name + ".hex")).Trim();

        var read = Wires.Tallies.GetRequiredService<Serializer>().Deserialize<object>(Convert.FromHexString(hex));

        Decisions.Shown(read!).ShouldBe(Decisions.Shown(Wires.Messages[name]));
    }

    [Fact]
    public void Message_HandedOverInOneSilo_IsTheVeryObject()
    {
        var ask = Wires.Messages["ask"];

        Wires.Tallies.GetRequiredService<DeepCopier>().Copy(ask).ShouldBeSameAs(ask);
    }

    [Fact]
    public void State_ThereAndBack_IsTheSame()
    {
        var serializer = Wires.Tallies.GetRequiredService<Serializer>();
        var state = new TallyState(5, [new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)], 2);

        var read = serializer.Deserialize<Reading>(serializer.SerializeToArray(new Reading("tally", state, 9)))!;

        read.Version.ShouldBe(9);
        Decisions.Shown(read.State).ShouldBe(Decisions.Shown(state));
    }

    [Fact]
    public void Commands_OfTheDomain_AllHaveAWireName()
    {
        var listed = Wires.Product.All.SelectMany(d => d.Commands.Values).Append(typeof(DeadlineReached));

        typeof(ICommand).Assembly.GetTypes()
            .Where(t => typeof(ICommand).IsAssignableFrom(t) && t is { IsAbstract: false, IsInterface: false })
            .Except(listed).ShouldBeEmpty();
    }

    [Fact]
    public void Manifest_OfAliasesAndNumbers_IsTheCheckedInOne() =>
        RepoFiles.ShouldMatchGolden($"{Folder}/manifest.txt", WireManifest.Of(typeof(Asking).Assembly));
}
