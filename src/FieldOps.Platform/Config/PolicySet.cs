using System.Collections.Frozen;
using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Config;

/// <summary>All versions of all rule sets of one kind.</summary>
public sealed class PolicySet<TDocument>
    where TDocument : class, IPolicyDocument
{
    private readonly FrozenDictionary<string, ImmutableArray<TDocument>> _versionsById;

    /// <summary>A set of the given documents, in any order.</summary>
    /// <exception cref="PolicyFormatException">
    /// A version stands twice, or a later version begins before an earlier one.
    /// </exception>
    public PolicySet(string kind, IEnumerable<TDocument> documents)
    {
        Kind = kind;
        _versionsById = documents.GroupBy(d => d.Id, StringComparer.Ordinal).ToFrozenDictionary(
            g => g.Key, g => g.OrderBy(d => d.Version).ToImmutableArray(), StringComparer.Ordinal);
        foreach (var (id, versions) in _versionsById)
        {
            RequireOrder(kind, id, versions);
        }
    }

    /// <summary>Name of the kind.</summary>
    public string Kind { get; }

    /// <summary>All documents, by id and version.</summary>
    public IEnumerable<TDocument> All =>
        _versionsById.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Value);

    /// <summary>The ids of all documents.</summary>
    public IReadOnlySet<string> Ids() => _versionsById.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The newest versions by id.</summary>
    public Dictionary<string, TDocument> Newest() =>
        _versionsById.ToDictionary(e => e.Key, e => e.Value[^1], StringComparer.Ordinal);

    /// <summary>The version that holds at an instant; null when none has begun or the id is not known.</summary>
    public TDocument? EffectiveAt(string id, DateTimeOffset instant)
    {
        if (!_versionsById.TryGetValue(id, out var versions))
        {
            return null;
        }

        for (var i = versions.Length - 1; i >= 0; i--)
        {
            if (versions[i].EffectiveFrom <= instant)
            {
                return versions[i];
            }
        }

        return null;
    }

    /// <summary>One version; null when there is none.</summary>
    public TDocument? Get(string id, int version)
    {
        if (!_versionsById.TryGetValue(id, out var versions))
        {
            return null;
        }

        foreach (var document in versions)
        {
            if (document.Version == version)
            {
                return document;
            }
        }

        return null;
    }

    private static void RequireOrder(string kind, string id, ImmutableArray<TDocument> versions)
    {
        for (var i = 1; i < versions.Length; i++)
        {
            if (versions[i].Version == versions[i - 1].Version)
            {
                throw new PolicyFormatException($"{kind}/{id}", $"version {versions[i].Version} stands twice");
            }

            if (versions[i].EffectiveFrom <= versions[i - 1].EffectiveFrom)
            {
                throw new PolicyFormatException(
                    $"{kind}/{id}", $"version {versions[i].Version} does not begin after the one before it");
            }
        }
    }
}
