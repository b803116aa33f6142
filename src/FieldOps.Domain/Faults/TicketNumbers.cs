using FieldOps.Domain.Assets;

namespace FieldOps.Domain.Faults;

/// <summary>Short numbers of tickets: the asset's code and a count, so that no counter has to be asked.</summary>
internal static class TicketNumbers
{
    public static string Of(AssetState state, int sequence) =>
        FormattableString.Invariant($"GZ-{state.Profile!.Code}-{sequence:0000}");
}
