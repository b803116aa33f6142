using System.Globalization;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>Announcing planned works.</summary>
internal static class CutoverRules
{
    // Windows ahead of one asset: works are planned weeks ahead, and each window costs room in the state.
    private const int CutoversMax = 20;

    // Longer works are no cut-over; a window that never ends would hide every fault.
    private static readonly TimeSpan s_windowMax = TimeSpan.FromDays(7);

    public static Decision Declare(AssetState state, DeclareCutover command, DateTimeOffset now)
    {
        if (state.Retired)
        {
            return Decision.Refuse(AssetRefusals.Retired, ("code", state.Profile!.Code));
        }

        if (state.Cutovers.FirstOrDefault(c => c.CutoverId == command.CutoverId) is { } known)
        {
            return (known.From, known.To) == (command.From, command.To)
                ? Decision.Nothing
                : Decision.Refuse(AssetRefusals.CutoverExists, ("cutoverId", command.CutoverId.ToString("D")));
        }

        if (command.To <= command.From || command.To <= now || command.To - command.From > s_windowMax)
        {
            return Decision.Refuse(
                AssetRefusals.CutoverWindowInvalid,
                ("from", command.From.ToString("O", CultureInfo.InvariantCulture)),
                ("to", command.To.ToString("O", CultureInfo.InvariantCulture)),
                ("daysMax", s_windowMax.TotalDays.ToString(CultureInfo.InvariantCulture)));
        }

        if (state.Cutovers.Count(c => c.To > now) >= CutoversMax)
        {
            return Decision.Refuse(
                AssetRefusals.CutoverTooMany, ("most", CutoversMax.ToString(CultureInfo.InvariantCulture)));
        }

        return AssetFields.IsText(command.Reason, AssetFields.ReasonCharsMax)
            ? Decision.Of(new CutoverDeclared(command.CutoverId, command.From, command.To, command.Reason, now))
            : Decision.Refuse(AssetFields.Invalid("reason", $"1 to {AssetFields.ReasonCharsMax} characters"));
    }

    public static Decision Withdraw(AssetState state, WithdrawCutover command, DateTimeOffset now) =>
        state.Cutovers.Any(c => c.CutoverId == command.CutoverId)
            ? Mains.With(state, new CutoverWithdrawn(command.CutoverId, now), now)
            : Decision.Refuse(AssetRefusals.CutoverUnknown, ("cutoverId", command.CutoverId.ToString("D")));
}
