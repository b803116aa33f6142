using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>What a composite must satisfy.</summary>
internal static class CompositeCheck
{
    private const decimal WholePercent = 100m;
    private const int PartsMax = 20;

    // A quarter: nobody waits longer for a signature.
    private const int ObjectionDaysMax = 90;

    public static IEnumerable<string> FaultsOf(
        CompositeScheme composite,
        IReadOnlySet<string> schemes,
        IReadOnlyDictionary<string, CompositeScheme> composites)
    {
        if (composite.Parts.IsDefaultOrEmpty || composite.Parts.Length > PartsMax || composite.Grades.IsDefaultOrEmpty)
        {
            return [$"1 to {PartsMax} parts and at least one grade must be there."];
        }

        return Weights(composite).Concat(Objection(composite))
            .Concat(composite.Parts.SelectMany(p => Part(p, schemes, composites)))
            .Concat(Cycle(composite, composites));
    }

    private static IEnumerable<string> Weights(CompositeScheme composite)
    {
        var sum = composite.Parts.Sum(p => p.WeightPercent);
        if (sum != WholePercent)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{composite.Id}: the parts weigh {sum}, the whole {WholePercent}.");
        }

        if (composite.Parts.Any(p => p.WeightPercent <= 0 || decimal.Round(p.WeightPercent, 2) != p.WeightPercent))
        {
            yield return $"{composite.Id}: weights must be above 0, two decimals at most.";
        }

        if (composite.Parts.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count() != composite.Parts.Length)
        {
            yield return $"{composite.Id}: an id stands twice.";
        }
    }

    private static IEnumerable<string> Objection(CompositeScheme composite) =>
        composite.ObjectionDays is < 1 or > ObjectionDaysMax
            ? [$"{composite.Id}: the contractor has 1 to {ObjectionDaysMax} days to object."]
            : [];

    private static IEnumerable<string> Part(
        CompositePart part, IReadOnlySet<string> schemes, IReadOnlyDictionary<string, CompositeScheme> composites)
    {
        bool[] named = [part.Scheme is not null, part.Composite is not null, part.OwnSheets == true];
        if (named.Count(n => n) != 1)
        {
            yield return $"{part.Id}: a part names a scheme, a composite or ownSheets, one of the three.";
        }
        else if (part.Scheme is { } scheme && !schemes.Contains(scheme))
        {
            yield return $"{part.Id}: scheme {scheme} is not known.";
        }
        else if (part.Composite is { } other && !composites.ContainsKey(other))
        {
            yield return $"{part.Id}: composite {other} is not known.";
        }
    }

    private static IEnumerable<string> Cycle(
        CompositeScheme composite, IReadOnlyDictionary<string, CompositeScheme> composites)
    {
        var way = Way(composite, composite.Id, composites, [composite.Id]);
        return way is null ? [] : [$"{composite.Id}: it contains itself: {string.Join(" > ", way)}."];
    }

    /// <summary>A way back to <paramref name="wanted"/>; null when there is none.</summary>
    private static List<string>? Way(
        CompositeScheme from,
        string wanted,
        IReadOnlyDictionary<string, CompositeScheme> composites,
        List<string> walked)
    {
        foreach (var next in from.Parts.Select(p => p.Composite).OfType<string>())
        {
            if (next == wanted)
            {
                return [.. walked, next];
            }

            if (!walked.Contains(next) && composites.TryGetValue(next, out var composite)
                && Way(composite, wanted, composites, [.. walked, next]) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
