using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Serialization;

namespace FieldOps.WorkOrders.List;

/// <summary>
/// Short forms of clocks in the list's rows. They live as long as the rows: a rebuild writes them anew.
/// </summary>
internal static class ClockWords
{
    private const char NoClock = '-';

    public static ImmutableArray<ClockKind> All { get; } = [.. Enum.GetValues<ClockKind>()];

    public static int Bit(ClockKind clock) => 1 << (int)clock;

    /// <summary>One digit per clock: its outcome.</summary>
    public static string Pack(ImmutableArray<ClockResult> clocks)
    {
        Span<char> word = stackalloc char[All.Length];
        word.Fill(NoClock);
        foreach (var clock in clocks)
        {
            word[(int)clock.Clock] = (char)('0' + (int)clock.Outcome);
        }

        return new string(word);
    }

    /// <summary>The outcome of one clock; null when it did not run.</summary>
    public static ClockOutcome? Outcome(string packed, ClockKind clock) =>
        packed[(int)clock] == NoClock ? null : (ClockOutcome)(packed[(int)clock] - '0');

    /// <summary>
    /// <c>0:15,2:330p</c>: clock, minutes, <c>p</c> when it can be paused. Limits that say more are written as JSON.
    /// </summary>
    public static string Pack(ImmutableArray<ClockLimit> limits) => limits.All(IsPlain)
        ? Short(limits)
        : JsonSerializer.Serialize(limits, PlatformJson.Options);

    private static bool IsPlain(ClockLimit limit) =>
        limit is { Calendar: null, Inclusive: null, StartsAt: null, GivenBy: null };

    private static string Short(ImmutableArray<ClockLimit> limits) => string.Join(',', limits.Select(l =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)l.Clock}:{l.LimitMinutes}{(l.Pausable ? "p" : "")}")));

    /// <summary>Reads <see cref="Pack(ImmutableArray{ClockLimit})"/>.</summary>
    public static ImmutableArray<ClockLimit> Limits(string packed)
    {
        if (packed.StartsWith('['))
        {
            return JsonSerializer.Deserialize<ImmutableArray<ClockLimit>>(packed, PlatformJson.Options);
        }

        var limits = ImmutableArray.CreateBuilder<ClockLimit>();
        foreach (var part in packed.AsSpan().Split(','))
        {
            var word = packed.AsSpan()[part];
            if (!word.IsEmpty)
            {
                var pausable = word[^1] == 'p';
                var minutes = int.Parse(pausable ? word[2..^1] : word[2..], CultureInfo.InvariantCulture);
                limits.Add(new ClockLimit((ClockKind)(word[0] - '0'), minutes, pausable));
            }
        }

        return limits.ToImmutable();
    }
}
