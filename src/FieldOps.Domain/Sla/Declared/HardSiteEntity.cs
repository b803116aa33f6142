using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Declared;

/// <summary>
/// One entry of the hard-site register (domain reference, section 6.3): a site with a landlord's dispute, approved by a
/// second person, until a day. Pauses of the site's orders that begin while it holds have no limit of count or total.
/// </summary>
public sealed class HardSiteEntity : EntityDefinition<HardSiteState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "hard-site";

    /// <summary>An entry is looked at again after this many days at the latest.</summary>
    public const int DaysMax = 366;

    private const int ReasonCharsMax = 500;

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["hard-site.requested.v1"] = typeof(HardSiteRequested),
        ["hard-site.approved.v1"] = typeof(HardSiteApproved),
        ["hard-site.revoked.v1"] = typeof(HardSiteRevoked),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["hard-site.request"] = typeof(RequestHardSite),
        ["hard-site.approve"] = typeof(ApproveHardSite),
        ["hard-site.revoke"] = typeof(RevokeHardSite),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(HardSiteState);

    /// <inheritdoc/>
    public override HardSiteState Initial => HardSiteState.None;

    /// <summary>The id of the entry of an asset.</summary>
    public static Guid IdOf(Guid assetId) => NameBasedId.Of(assetId, TypeName);

    /// <inheritdoc/>
    public override Decision Decide(HardSiteState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (SlaRights.KeepHardSites.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            RequestHardSite wish => Request(wish, by, now),
            _ when state.AssetCode.Length == 0 => Decision.Refuse(DeclaredEventRefusals.HardSiteUnknown),
            ApproveHardSite => Approve(state, by, now),
            RevokeHardSite wish => Revoke(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override HardSiteState Evolve(HardSiteState state, IEvent happened) => happened switch
    {
        HardSiteRequested e => state with
        {
            AssetId = e.AssetId, AssetCode = e.AssetCode, Asked = new(e.Reason, e.ExpiresAt, e.RequestedBy),
        },
        HardSiteApproved e => state with
        {
            Reason = e.Reason,
            ExpiresAt = e.ExpiresAt,
            Asked = null,
            From = state.HoldsAt(e.ApprovedAt) ? state.From : e.ApprovedAt,
        },
        HardSiteRevoked => state with { ExpiresAt = null, Asked = null, From = null },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(HardSiteState state) => state;

    private static Decision Request(RequestHardSite wish, Actor by, DateTimeOffset now)
    {
        if (!IsReason(wish.Reason))
        {
            return Decision.Refuse(DeclaredEventRefusals.HardSiteReasonMissing);
        }

        var expires = wish.ExpiresAt.ToUniversalTime();
        return expires <= now || expires > now.AddDays(DaysMax)
            ? Decision.Refuse(
                DeclaredEventRefusals.HardSiteExpiryInvalid,
                ("daysMax", DaysMax.ToString(CultureInfo.InvariantCulture)))
            : Decision.Of(new HardSiteRequested(wish.AssetId, wish.AssetCode, wish.Reason, expires, by.Id, now));
    }

    private static Decision Approve(HardSiteState state, Actor by, DateTimeOffset now)
    {
        if (state.Asked is not { } asked)
        {
            return Decision.Refuse(DeclaredEventRefusals.HardSiteNotRequested);
        }

        return asked.By == by.Id
            ? Decision.Refuse(DeclaredEventRefusals.HardSiteSamePerson)
            : Decision.Of(new HardSiteApproved(
                state.AssetId, state.AssetCode, asked.Reason, asked.ExpiresAt, asked.By, by.Id, now));
    }

    private static Decision Revoke(HardSiteState state, RevokeHardSite wish, Actor by, DateTimeOffset now)
    {
        if (!IsReason(wish.Reason))
        {
            return Decision.Refuse(DeclaredEventRefusals.HardSiteReasonMissing);
        }

        return state is { ExpiresAt: null, Asked: null }
            ? Decision.Nothing
            : Decision.Of(new HardSiteRevoked(state.AssetId, state.AssetCode, wish.Reason, by.Id, now));
    }

    private static bool IsReason(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= ReasonCharsMax;
}
