using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>What each event makes of an asset.</summary>
internal static class AssetEvolution
{
    // A late alarm still finds the window that it was raised in; after this the window is dropped.
    private static readonly TimeSpan s_cutoverKept = TimeSpan.FromDays(2);

    public static AssetState After(AssetState state, IEvent happened) => happened switch
    {
        AssetRegistered e => state with { AssetId = e.AssetId, Profile = e.Profile },
        AssetAmended e => state with { Profile = e.Profile },
        AssetRetired => state with { Retired = true, Cutovers = [], Faults = state.Faults.WithoutAlarms() },
        CutoverDeclared e => state with
        {
            Cutovers =
            [
                .. state.Cutovers.Where(c => c.To + s_cutoverKept > e.DeclaredAt),
                new Cutover(e.CutoverId, e.From, e.To, e.Reason),
            ],
        },
        CutoverWithdrawn e => state with
        {
            Cutovers = [.. state.Cutovers.Where(c => c.CutoverId != e.CutoverId)],
            Faults = state.Faults.Released(e.CutoverId, e.WithdrawnAt),
        },
        _ => FaultEvolution.After(state.Faults, happened) is var faults && ReferenceEquals(faults, state.Faults)
            ? state
            : state with { Faults = faults },
    };
}
