using System.Collections.Immutable;

namespace FieldOps.Domain.Sla;

/// <summary>Reads a policy document against its own rules before anything runs under it.</summary>
public static class SlaPolicyCheck
{
    /// <summary>Longest limit taken: 60 days in minutes. Longer ones are a slip of the unit.</summary>
    public const int LimitMinutesMax = 60 * 24 * 60;

    /// <summary>Largest severity factor taken.</summary>
    public const decimal RestoreFactorMax = 10m;

    /// <summary>
    /// Every fault of the document, one sentence each, in the document's order; empty when it can be used.
    /// </summary>
    public static ImmutableArray<string> FaultsOf(SlaPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. Head(policy), .. Severities(policy), .. Lines(policy), .. SlaExtrasCheck.FaultsOf(policy)];
    }

    /// <summary>The calendars that the document names, each once.</summary>
    public static ImmutableArray<string> CalendarsOf(SlaPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var limits = (policy.Lines.IsDefault ? [] : policy.Lines).Where(l => !l.Limits.IsDefault)
            .SelectMany(l => l.Limits)
            .Concat((policy.Grades ?? []).SelectMany(g => g.Limits));
        return [.. limits.Select(l => l.Calendar).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Head(SlaPolicy policy)
    {
        if (string.IsNullOrWhiteSpace(policy.Id))
        {
            yield return "id is empty";
        }

        if (policy.Version < 1)
        {
            yield return $"version is {policy.Version}; it starts at 1";
        }

        if (policy.PausableClocks.IsDefault)
        {
            yield return "pausableClocks is missing; write [] when nothing can be paused";
        }

        if (policy.Severities.IsDefaultOrEmpty)
        {
            yield return "severities is empty";
        }

        if (policy.Lines.IsDefaultOrEmpty)
        {
            yield return "lines is empty";
        }
    }

    private static IEnumerable<string> Severities(SlaPolicy policy)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var grade in policy.Severities.IsDefault ? [] : policy.Severities)
        {
            if (!seen.Add(grade.Severity))
            {
                yield return $"severity {grade.Severity} appears twice";
            }

            if (grade.RestoreFactor is <= 0 or > RestoreFactorMax)
            {
                yield return
                    $"severity {grade.Severity}: restoreFactor must be above 0 and at most {RestoreFactorMax:0}";
            }
        }
    }

    private static IEnumerable<string> Lines(SlaPolicy policy)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var cells = new Dictionary<(string, string), string>();
        foreach (var line in policy.Lines.IsDefault ? [] : policy.Lines)
        {
            if (!ids.Add(line.Id))
            {
                yield return $"line {line.Id} appears twice";
            }

            foreach (var fault in Line(line))
            {
                yield return fault;
            }

            foreach (var cell in Cells(line).Where(c => !cells.TryAdd(c, line.Id)))
            {
                yield return
                    $"line {line.Id}: {cell.AssetClass}/{cell.WorkKind} is already governed by line {cells[cell]}";
            }
        }
    }

    private static IEnumerable<(string AssetClass, string WorkKind)> Cells(SlaLine line) =>
        line.AssetClasses.IsDefault || line.WorkKinds.IsDefault
            ? []
            : line.AssetClasses.SelectMany(a => line.WorkKinds.Select(k => (a, k)));

    private static IEnumerable<string> Line(SlaLine line)
    {
        if (line.AssetClasses.IsDefaultOrEmpty)
        {
            yield return $"line {line.Id}: assetClasses is empty";
        }

        if (line.WorkKinds.IsDefaultOrEmpty)
        {
            yield return $"line {line.Id}: workKinds is empty";
        }

        if (string.IsNullOrWhiteSpace(line.Source))
        {
            yield return $"line {line.Id}: source is empty";
        }

        if (line.Limits.IsDefault)
        {
            yield return $"line {line.Id}: limits is missing";
            yield break;
        }

        foreach (var fault in Limits($"line {line.Id}", line.Limits).Concat(OnLoad(line)))
        {
            yield return fault;
        }
    }

    /// <summary>Faults of the limits of a line or grade.</summary>
    internal static IEnumerable<string> Limits(string where, ImmutableArray<SlaLineLimit> limits)
    {
        var clocks = new HashSet<ClockKind>();
        foreach (var limit in limits)
        {
            if (limit.Clock == ClockKind.OnLoad)
            {
                yield return $"{where}: the on-load limit follows from onLoad, not from limits";
            }

            if (!clocks.Add(limit.Clock))
            {
                yield return $"{where}: clock {limit.Clock} appears twice";
            }

            if (limit.StartsAt == ClockStart.Accepted && limit.Clock is not (ClockKind.Arrive or ClockKind.Restore))
            {
                yield return $"{where}: clock {limit.Clock} cannot start at acceptance";
            }

            foreach (var fault in SlaPolicy.AreaClasses.Select(area => Minutes(where, limit, area)).OfType<string>())
            {
                yield return fault;
            }
        }

        var accept = limits.FirstOrDefault(l => l.Clock == ClockKind.Accept)?.Minutes;
        var restore = limits.FirstOrDefault(l => l.Clock == ClockKind.Restore)?.Minutes;
        foreach (var area in SlaPolicy.AreaClasses.Where(a => Later(accept, restore, a)))
        {
            yield return $"{where}: area {area} accepts later than it restores";
        }
    }

    private static string? Minutes(string where, SlaLineLimit limit, string area)
    {
        if (!limit.Minutes.TryGetValue(area, out var minutes))
        {
            return $"{where}: clock {limit.Clock} has no minutes for area {area}";
        }

        return minutes is < 1 or > LimitMinutesMax
            ? $"{where}: clock {limit.Clock}, area {area}: {minutes} minutes is not 1 to {LimitMinutesMax}"
            : null;
    }

    // Domain reference, section 0 no. 3: acceptance must not be later than handling.
    private static bool Later(
        ImmutableSortedDictionary<string, int>? accept, ImmutableSortedDictionary<string, int>? restore, string area) =>
        accept is not null && restore is not null
        && accept.TryGetValue(area, out var a) && restore.TryGetValue(area, out var r) && a > r;

    private static IEnumerable<string> OnLoad(SlaLine line)
    {
        if (line.OnLoad is not { } rule)
        {
            yield break;
        }

        if (rule.MarginMinutes < 0)
        {
            yield return $"line {line.Id}: onLoad.marginMinutes is below 0";
        }

        if (rule.MinutesMin < 1)
        {
            yield return $"line {line.Id}: onLoad.minutesMin is below 1";
        }

        if (rule.BatteryMinutesAssumed < rule.MarginMinutes)
        {
            yield return $"line {line.Id}: onLoad.batteryMinutesAssumed is below its margin";
        }
    }
}
