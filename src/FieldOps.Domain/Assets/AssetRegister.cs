using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>Registering, amending and retiring.</summary>
internal static class AssetRegister
{
    public static Decision Register(AssetState state, RegisterAsset command, DateTimeOffset now)
    {
        if (state.Profile is { } known)
        {
            return known == command.Profile && !state.Retired
                ? Decision.Nothing
                : Decision.Refuse(AssetRefusals.Exists, ("code", known.Code));
        }

        return Fault(state.EntityType, command.Profile, command.ClassKind) is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Of(new AssetRegistered(command.AssetId, state.EntityType, command.Profile, now));
    }

    public static Decision Amend(AssetState state, AmendAsset command, DateTimeOffset now)
    {
        var known = state.Profile!;
        if (state.Retired)
        {
            return Decision.Refuse(AssetRefusals.Retired, ("code", known.Code));
        }

        if (known.Code != command.Profile.Code)
        {
            return Decision.Refuse(AssetRefusals.CodeFixed, ("code", known.Code));
        }

        if (Fault(state.EntityType, command.Profile, command.ClassKind) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return known == command.Profile
            ? Decision.Nothing
            : Mains.With(state, new AssetAmended(command.Profile, now), now);
    }

    public static Decision Retire(AssetState state, RetireAsset command, DateTimeOffset now)
    {
        if (state.Retired)
        {
            return Decision.Nothing;
        }

        if ((state.Faults.Ticket ?? state.Faults.Earlier.FirstOrDefault()) is { } ticket)
        {
            return Decision.Refuse(AssetRefusals.TicketOpen, ("ticket", ticket.Number));
        }

        return AssetFields.IsText(command.Reason, AssetFields.ReasonCharsMax)
            ? Mains.With(state, new AssetRetired(command.Reason, now), now)
            : Decision.Refuse(AssetFields.Invalid("reason", $"1 to {AssetFields.ReasonCharsMax} characters"));
    }

    private static Refusal? Fault(string entityType, AssetProfile profile, string classKind) =>
        classKind == entityType
            ? AssetFields.FaultOf(profile, entityType)
            : Refusal.Of(
                AssetRefusals.ClassKindMismatch,
                ("assetClass", profile.AssetClass),
                ("classKind", classKind),
                ("entityType", entityType));
}
