using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Simulation.World;
using FieldOps.Testing;

namespace FieldOps.Simulation.Clocks;

/// <summary>A ladder with steps in shares of the limit, above it too, and in minutes before it is used up.</summary>
internal static class LadderDraw
{
    private static readonly Lazy<LadderPolicy> s_shipped =
        new(() => RepoFiles.Policy<LadderPolicy>("ladder", "default.v1.json"));

    public static LadderPolicy Ladder(Chance chance) => s_shipped.Value with
    {
        Id = "ladder",
        Steps =
        [
            .. new[] { 50, 80, 100, 150 }.Select(p => Step(chance, $"at-{p}") with { Percent = p }),
            Step(chance, "odd") with { Percent = chance.Between(1, 200) },
            Step(chance, "before") with { BeforeDueMinutes = chance.Between(1, 120) },
        ],
    };

    private static LadderStep Step(Chance chance, string id) => new(
        id, chance.Of(70) ? [.. Enum.GetValues<ClockKind>()] : [chance.One(Enum.GetValues<ClockKind>())],
        ["team-leader"], [NoticeChannels.Log], "share");
}
