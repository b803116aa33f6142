using System.Collections.Immutable;
using System.Text.Json;

namespace FieldOps.Compliance.Policies;

/// <summary>
/// The difference between two versions of a rule set. Members of lists are paired by what names them (id, clock,
/// severity, tag, date), so that a line that moved is not a line that changed.
/// </summary>
internal static class PolicyDiff
{
    private static readonly ImmutableArray<string> s_names =
        ["id", "clock", "severity", "tag", "date", "ruleId", "code", "days", "entityTypes", "from"];

    public static ImmutableArray<PolicyChange> Between(string before, string after)
    {
        using var from = JsonDocument.Parse(before);
        using var to = JsonDocument.Parse(after);
        var changes = ImmutableArray.CreateBuilder<PolicyChange>();
        Compare("$", from.RootElement, to.RootElement, changes);
        return changes.ToImmutable();
    }

    private static void Compare(
        string path, JsonElement before, JsonElement after, ImmutableArray<PolicyChange>.Builder changes)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            Pair(Members(path, before), Members(path, after), changes);
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            Pair(Items(path, before), Items(path, after), changes);
        }
        else if (!JsonElement.DeepEquals(before, after))
        {
            changes.Add(new PolicyChange(path, "changed", before.Clone(), after.Clone()));
        }
    }

    private static void Pair(
        List<(string Path, JsonElement Value)> before,
        List<(string Path, JsonElement Value)> after,
        ImmutableArray<PolicyChange>.Builder changes)
    {
        var then = before.ToDictionary(b => b.Path, b => b.Value, StringComparer.Ordinal);
        var now = after.Select(a => a.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, value) in before.Where(b => !now.Contains(b.Path)))
        {
            changes.Add(new PolicyChange(path, "removed", value.Clone(), null));
        }

        foreach (var (path, value) in after)
        {
            if (then.TryGetValue(path, out var old))
            {
                Compare(path, old, value, changes);
            }
            else
            {
                changes.Add(new PolicyChange(path, "added", null, value.Clone()));
            }
        }
    }

    private static List<(string Path, JsonElement Value)> Members(string path, JsonElement value) =>
        [.. value.EnumerateObject().Select(m => ($"{path}.{m.Name}", m.Value))];

    // Two members of one name stay apart by their place.
    private static List<(string Path, JsonElement Value)> Items(string path, JsonElement value)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = new List<(string Path, JsonElement Value)>();
        foreach (var item in value.EnumerateArray())
        {
            var name = NameOf(item);
            var count = seen[name] = seen.GetValueOrDefault(name) + 1;
            items.Add((count == 1 ? $"{path}[{name}]" : $"{path}[{name}#{count}]", item));
        }

        return items;
    }

    private static string NameOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return item.ToString();
        }

        foreach (var name in s_names)
        {
            if (item.TryGetProperty(name, out var value))
            {
                return value.ToString();
            }
        }

        return string.Empty;
    }
}

/// <summary>One change.</summary>
/// <param name="Path">Where: <c>$.lines[trunk1].limits[restore].minutes.U</c>.</param>
/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="From">Before; absent when it was added.</param>
/// <param name="To">After; absent when it was removed.</param>
internal sealed record PolicyChange(string Path, string Change, JsonElement? From, JsonElement? To);
