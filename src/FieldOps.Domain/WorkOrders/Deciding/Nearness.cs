using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Whether evidence was taken near the asset (domain reference, section 6.3).</summary>
internal static class Nearness
{
    /// <summary>A piece of evidence lies further away than the rules allow.</summary>
    public const string Far = "evidence-far";

    /// <summary>Nothing says where a piece of evidence was taken.</summary>
    public const string Nowhere = "evidence-without-position";

    /// <summary>Nobody knows where the asset is: the operator's own gap, which refuses no one.</summary>
    public const string AssetNowhere = "asset-without-position";

    /// <summary>Each piece with its distance; null where the rules ask for none.</summary>
    public static ImmutableArray<EvidenceDistance>? Distances(RequestSuspension wish, Asked asked)
    {
        if (asked.Rules.Pauses.Evidence is null || wish.Evidence.IsDefaultOrEmpty)
        {
            return null;
        }

        return
        [
            .. wish.Evidence.Distinct(StringComparer.Ordinal).Select(
                e => new EvidenceDistance(e, PlaceOf(wish, e) is { } at ? MetresFrom(wish.Grounds?.Place, at) : null)),
        ];
    }

    /// <summary>What whoever judges has to know; null for nothing.</summary>
    public static ImmutableArray<string>? FlagsOf(RequestSuspension wish, Asked asked)
    {
        if (Distances(wish, asked) is not { } distances)
        {
            return null;
        }

        var max = MetresMax(asked);
        var flags = ImmutableArray.CreateBuilder<string>();
        if (distances.Any(d => d.Metres > max))
        {
            flags.Add(Far);
        }

        if (distances.Any(d => PlaceOf(wish, d.Evidence) is null))
        {
            flags.Add(Nowhere);
        }

        if (distances.Any(d => d.Metres is null && PlaceOf(wish, d.Evidence) is not null))
        {
            flags.Add(AssetNowhere);
        }

        return flags.Count == 0 ? null : flags.ToImmutable();
    }

    /// <summary>The refusal, where the rules do not leave the doubt to whoever judges.</summary>
    public static Refusal? FaultOf(RequestSuspension wish, Asked asked)
    {
        if (asked.Rules.Pauses.Evidence is not { } rules || Distances(wish, asked) is not { } distances)
        {
            return null;
        }

        if (!wish.Places.IsDefault
            && wish.Places.FirstOrDefault(p => !wish.Evidence.Contains(p.Evidence) || !IsOnEarth(p)) is { } odd)
        {
            return Refusal.Of(WorkOrderRefusals.EvidencePlaceInvalid, ("evidence", odd.Evidence));
        }

        var max = MetresMax(asked);
        if (rules.Outside == EvidenceDoubt.Refuse && distances.FirstOrDefault(d => d.Metres > max) is { } far)
        {
            return Refusal.Of(
                WorkOrderRefusals.EvidenceTooFar,
                ("evidence", far.Evidence), ("metres", Words.Of(far.Metres!.Value)), ("max", Words.Of(max)));
        }

        return rules.WithoutPosition == EvidenceDoubt.Refuse
            && distances.FirstOrDefault(d => PlaceOf(wish, d.Evidence) is null) is { } nowhere
                ? Refusal.Of(WorkOrderRefusals.EvidenceWithoutPosition, ("evidence", nowhere.Evidence))
                : null;
    }

    /// <summary>How far the fix of a milestone lies from the asset; null where nobody asks or knows.</summary>
    public static int? MetresOf(ReportMilestone wish, Asked asked) =>
        wish.At.Fix is { } fix && asked.Rules.Pauses.Evidence is { } rules && rules.Milestones.Contains(wish.Milestone)
            ? wish.Site?.MetresFrom(fix.Latitude, fix.Longitude)
            : null;

    /// <summary>The time with the flag that its fix was taken elsewhere, if it was.</summary>
    public static RecordedTime Flagged(RecordedTime time, int? metres, Asked asked) =>
        metres > MetresMax(asked) ? time with { Flags = time.Flags.Add(Far) } : time;

    private static int MetresMax(Asked asked) =>
        asked.Rules.Pauses.Evidence?.MetresMaxFor(asked.Origin.Asset.EntityType) ?? int.MaxValue;

    private static int? MetresFrom(AssetPlace? place, EvidencePlace at) =>
        place?.MetresFrom(at.Latitude, at.Longitude);

    private static EvidencePlace? PlaceOf(RequestSuspension wish, string evidence) =>
        wish.Places.IsDefault ? null : wish.Places.FirstOrDefault(p => p.Evidence == evidence);

    private static bool IsOnEarth(EvidencePlace place) =>
        place is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 };
}
