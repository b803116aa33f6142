using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>What became of a dispatcher's own choice: a choice to be recorded, or the refusal. Never both.</summary>
/// <param name="Choice">The choice; null when refused.</param>
/// <param name="Refusal">Why not; null when allowed.</param>
public sealed record HandDispatch(DispatchChoice? Choice, Refusal? Refusal)
{
    internal static HandDispatch Refuse(string code, params (string Name, string Value)[] facts) =>
        new(null, Kernel.Refusal.Of(code, facts));
}
