using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>A leaving party's part of a lot goes to another: percent and fee, neither more nor less.</summary>
internal static class SharePassing
{
    // Read again long after, it would pass back in time what people have arranged since.
    public static Decision Decide(ContractLotState state, PassShare wish, DateTimeOffset now) =>
        state.HasFollowed(wish) ? Decision.Nothing : Pass(state, wish, now);

    private static Decision Pass(ContractLotState state, PassShare wish, DateTimeOffset now)
    {
        // The terms of that instant, and those that follow them: what holds before stays as it was.
        var all = state.Earlier.Add(state.Terms!);
        var first = Math.Max(0, LastAt(all, wish.At));
        var left = all[first..].Where(t => !(t.EffectiveTo <= wish.At)).ToList();
        // Where terms without the leaver hold since, its part has gone: what was paid before them stays paid.
        var gone = left.FindLastIndex(t => wish.At < t.EffectiveFrom && t.EffectiveFrom <= now && !Names(t, wish));
        var changed = left.FindIndex(gone + 1, t => Names(t, wish));
        if (changed < 0 || state.ClosedFrom <= wish.At)
        {
            return Decision.Nothing;
        }

        if (wish.Unfit is { } verdict)
        {
            return Decision.Of(new ContractLotShareKept(
                state.LotId, state.Code, wish.ContractorId, wish.ToId, wish.ToCode, verdict, wish.At, now,
                wish.From));
        }

        // Later terms are told again: an amendment drops all that begin after it.
        return Decision.Of(
        [
            .. left[changed..].Select(t => new ContractLotAmended(
                state.LotId, state.Code,
                t with
                {
                    EffectiveFrom = t.EffectiveFrom < wish.At ? wish.At : t.EffectiveFrom,
                    Shares = Passed(t.Shares, wish),
                },
                now, new FollowedHandOver(wish.ContractorId, wish.At, wish.From))),
        ]);
    }

    private static bool Names(LotTerms terms, PassShare wish) =>
        terms.Shares.Any(s => s.ContractorId == wish.ContractorId);

    private static int LastAt(ImmutableArray<LotTerms> all, DateTimeOffset at)
    {
        for (var i = all.Length - 1; i >= 0; i--)
        {
            if (all[i].EffectiveFrom <= at)
            {
                return i;
            }
        }

        return -1;
    }

    private static ImmutableArray<LotShare> Passed(ImmutableArray<LotShare> shares, PassShare wish)
    {
        if (shares.FirstOrDefault(s => s.ContractorId == wish.ContractorId) is not { } part)
        {
            return shares;
        }

        var heir = shares.FirstOrDefault(s => s.ContractorId == wish.ToId);
        var whole = new LotShare(
            wish.ToId, wish.ToCode, part.SharePercent + (heir?.SharePercent ?? 0m),
            heir is null ? part.MonthlyFeeCny : part.MonthlyFeeCny + heir.MonthlyFeeCny);
        return [.. shares.Where(s => s != part).Select(s => s == heir ? whole : s), .. heir is null ? [whole] : Nobody];
    }

    private static ImmutableArray<LotShare> Nobody => [];
}
