using System.Collections.Immutable;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>Grades, rest windows, and lines that a line before them hides.</summary>
internal static class SlaExtrasCheck
{
    public static IEnumerable<string> FaultsOf(SlaPolicy policy)
    {
        var lines = policy.Lines.IsDefault ? [] : policy.Lines;
        return Hidden(lines).Concat(lines.SelectMany(l => Rests(policy, l))).Concat(Grades(policy));
    }

    // The first line that fits applies: what stands after a line for every class is never reached.
    private static IEnumerable<string> Hidden(ImmutableArray<SlaLine> lines)
    {
        var catchers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(l => !l.AssetClasses.IsDefault && !l.WorkKinds.IsDefault))
        {
            var isCatcher = line.AssetClasses.Contains(SlaLine.AnyAssetClass);
            foreach (var kind in line.WorkKinds)
            {
                if (!isCatcher && catchers.TryGetValue(kind, out var before))
                {
                    yield return $"line {line.Id}: {kind} is already governed for every asset class by line {before}";
                }

                if (isCatcher)
                {
                    catchers.TryAdd(kind, line.Id);
                }
            }
        }
    }

    private static IEnumerable<string> Rests(SlaPolicy policy, SlaLine line)
    {
        foreach (var rest in line.Rests ?? [])
        {
            var span = new DaySpan(rest.From, rest.To);
            var (from, to) = (span.FromMinute(), span.ToMinute());
            var isWholeDay = from == 0 && to == DaySpan.DayMinutes;
            if (from < 0 || to < 0 || from == to || from == DaySpan.DayMinutes || isWholeDay)
            {
                yield return $"line {line.Id}: rest {rest.From} to {rest.To} is no part of a day";
            }

            if (rest.Clocks.IsDefaultOrEmpty)
            {
                yield return $"line {line.Id}: rest {rest.From} to {rest.To} names no clock";
            }

            foreach (var area in (rest.AreaClasses ?? []).Where(a => !SlaPolicy.AreaClasses.Contains(a)))
            {
                yield return $"line {line.Id}: rest {rest.From} to {rest.To}: there is no area {area}";
            }
        }

        if (line.Rests is { IsDefaultOrEmpty: false }
            && (!TimeZoneInfo.TryFindSystemTimeZoneById(policy.Zone ?? string.Empty, out var zone) || !zone.HasIanaId))
        {
            yield return $"line {line.Id}: rests need a zone, and {policy.Zone ?? "none"} is no IANA zone known here";
        }
    }

    private static IEnumerable<string> Grades(SlaPolicy policy)
    {
        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var grade in policy.Grades ?? [])
        {
            if (string.IsNullOrWhiteSpace(grade.Tag) || !tags.Add(grade.Tag))
            {
                yield return $"grade {grade.Tag} is empty or appears twice";
            }

            if (string.IsNullOrWhiteSpace(grade.Source))
            {
                yield return $"grade {grade.Tag}: source is empty";
            }

            foreach (var fault in SlaPolicyCheck.Limits($"grade {grade.Tag}", grade.Limits))
            {
                yield return fault;
            }
        }
    }
}
