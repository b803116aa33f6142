using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Takes claimed times: keeps all of them, decides which one counts, flags what does not agree.</summary>
internal static class Claims
{
    private const string EvidenceDiffers = "evidence-differs";
    private const string DeviceClockOff = "device-clock-off";
    private const string ReceivedLate = "received-late";

    public static RecordedTime Read(Claimed claim, TimeRules rules, DateTimeOffset now)
    {
        var claimed = claim.ClaimedAt.ToUniversalTime();
        var corrected = Corrected(claim, rules, now);
        var counted = rules.CountedTime == CountedTime.Evidenced && claim.Fix is { } fix ? fix.At : corrected;
        counted = counted.ToUniversalTime();
        return new RecordedTime(
            claimed,
            now,
            counted > now ? now : counted,
            claim.DeviceClock?.ToUniversalTime(),
            claim.Fix is { } at ? at with { At = at.At.ToUniversalTime() } : null,
            FlagsOf(claim, corrected, rules, now));
    }

    /// <summary>Null when the time is possible at all.</summary>
    public static Refusal? FaultOf(Claimed claim, TimeRules rules, DateTimeOffset now)
    {
        var at = Corrected(claim, rules, now);
        if (at > now.AddMinutes(rules.FutureMinutesMax))
        {
            return Refusal.Of(WorkOrderRefusals.TimeInFuture, ("at", Words.Of(at)), ("now", Words.Of(now)));
        }

        return at < now.AddMinutes(-rules.ClaimAgeMinutesMax)
            ? Refusal.Of(
                WorkOrderRefusals.TimeTooOld, ("at", Words.Of(at)), ("maxMinutes", Words.Of(rules.ClaimAgeMinutesMax)))
            : null;
    }

    // A device that lives in another year states its times in that year: what it showed at sending tells by how much.
    private static DateTimeOffset Corrected(Claimed claim, TimeRules rules, DateTimeOffset now) =>
        claim.DeviceClock is { } device && Apart(device, now, rules.ToleranceMinutes)
            ? Moved(claim.ClaimedAt, now - device)
            : claim.ClaimedAt;

    // A time beyond what a calendar holds is as impossible at its edge, and is refused there.
    private static DateTimeOffset Moved(DateTimeOffset at, TimeSpan by) => new(
        Math.Clamp(at.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks),
        TimeSpan.Zero);

    private static ImmutableArray<string> FlagsOf(
        Claimed claim, DateTimeOffset corrected, TimeRules rules, DateTimeOffset now)
    {
        var flags = ImmutableArray.CreateBuilder<string>();
        if (claim.Fix is { } fix && Apart(fix.At, corrected, rules.ToleranceMinutes))
        {
            flags.Add(EvidenceDiffers);
        }

        if (claim.DeviceClock is { } device && Apart(device, now, rules.ToleranceMinutes))
        {
            flags.Add(DeviceClockOff);
        }

        if (now - corrected > TimeSpan.FromMinutes(rules.ToleranceMinutes))
        {
            flags.Add(ReceivedLate);
        }

        return flags.ToImmutable();
    }

    private static bool Apart(DateTimeOffset a, DateTimeOffset b, int minutes) =>
        (a - b).Duration() > TimeSpan.FromMinutes(minutes);
}
