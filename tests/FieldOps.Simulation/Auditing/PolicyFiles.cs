using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One version of a rule set as it was written.</summary>
/// <param name="tenant">Who approved it; null where it is shipped to all.</param>
/// <param name="kind">Kind of rule set.</param>
/// <param name="document">All of it.</param>
internal sealed class RuleDocument(string? tenant, string kind, JsonElement document)
{
    private readonly ConcurrentDictionary<string, OwnHours> _hours = new(StringComparer.Ordinal);

    public string? Tenant { get; } = tenant;

    public string Kind { get; } = kind;

    public JsonElement Document { get; } = document;

    public string Id { get; } = document.Text("id");

    public int Version { get; } = document.Int("version");

    public DateTimeOffset EffectiveFrom { get; } = document.Instant("effectiveFrom");

    /// <summary>Of a calendar: its hours without what rests.</summary>
    public OwnHours HoursWithout(IReadOnlyCollection<(string From, string To)> rests) => _hours.GetOrAdd(
        string.Join(' ', rests), _ => OwnHours.Of(Document, Document.Text("zone"), rests));
}

/// <summary>The rule sets as the documents that they are: shipped files, and what tenants have approved.</summary>
internal sealed class PolicyFiles
{
    private readonly Dictionary<(string Kind, string Id), RuleDocument[]> _documents;

    public PolicyFiles(IEnumerable<RuleDocument> documents) => _documents = documents
        .GroupBy(d => (d.Kind, d.Id))
        .ToDictionary(g => g.Key, g => g.OrderBy(d => d.Version).ToArray());

    public PolicyFiles(string folder)
        : this(Read(folder))
    {
    }

    /// <summary>All documents.</summary>
    public IEnumerable<RuleDocument> All => _documents.Values.SelectMany(d => d);

    /// <summary>The documents of a folder: a folder a kind.</summary>
    public static IEnumerable<RuleDocument> Read(string folder) =>
        from path in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
        select new RuleDocument(
            null, Path.GetFileName(Path.GetDirectoryName(path))!,
            JsonDocument.Parse(File.ReadAllText(path)).RootElement);

    /// <summary>The same with what a log says was approved.</summary>
    public PolicyFiles With(LogFile log)
    {
        RuleDocument[] approved =
        [
            .. log.Events.Where(e => e.Name == "policy.approved.v1").Select(e => new RuleDocument(
                e.Tenant, e.Body.Text("kind"), JsonDocument.Parse(e.Body.Text("content")).RootElement)),
        ];
        return approved.Length == 0 ? this : new PolicyFiles(All.Concat(approved));
    }

    /// <summary>One version of one rule set.</summary>
    public JsonElement Of(string kind, string id, int version) =>
        _documents[(kind, id)].Single(d => d.Tenant is null && d.Version == version).Document;

    /// <summary>A version as a tenant knows it; null when there is none.</summary>
    public RuleDocument? Version(string tenant, string kind, string id, int version) =>
        Known(tenant, kind, id).Find(d => d.Version == version);

    /// <summary>
    /// The version that holds for a tenant at an instant: the last that has begun; before the first, the first. Once a
    /// tenant has approved a version of its own, shipped ones of that number and above are not its own.
    /// </summary>
    public RuleDocument? At(string tenant, string kind, string id, DateTimeOffset at)
    {
        var known = Known(tenant, kind, id);
        return known.FindLast(d => d.EffectiveFrom <= at) ?? (known.Count == 0 ? null : known[0]);
    }

    /// <summary>What a finding names.</summary>
    public static string NameOf(RuleDocument? document) => document is null
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{document.Id}.v{document.Version}");

    private List<RuleDocument> Known(string tenant, string kind, string id)
    {
        var all = _documents.GetValueOrDefault((kind, id), []);
        var own = all.Where(d => d.Tenant == tenant).Select(d => d.Version).DefaultIfEmpty(int.MaxValue).Min();
        return [.. all.Where(d => d.Tenant == tenant || (d.Tenant is null && d.Version < own))];
    }
}
