using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Http;

/// <summary>
/// A request that cannot become a call. Parameter binders can only throw, so this carries the refusal from them to the
/// one door; nothing beyond the edge throws it.
/// </summary>
internal sealed class RefusedRequestException(Refusal refusal, IReadOnlyList<Config.JsonFault>? faults = null)
    : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;

    public IReadOnlyList<Config.JsonFault>? Faults { get; } = faults;

    public static RefusedRequestException Of(string code, params (string Name, string Value)[] facts) =>
        new(Refusal.Of(code, facts));
}
