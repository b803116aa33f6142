using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using FieldOps.Domain.Kernel;
using Npgsql;

namespace FieldOps.Platform.Config;

/// <summary>
/// The rule sets that a tenant has approved beside those that are shipped as files. Kept in memory until the tenant's
/// revision changes.
/// </summary>
public sealed class PolicyShelf(NpgsqlDataSource database)
{
    /// <summary>The projection that it reads: reactors wait for it.</summary>
    public const string Projection = PolicyShelfProjection.Schema;

    private const string RevisionSql = "select position from policies.revision where tenant = $1";

    private const string VersionsSql = """
        select kind, id, version, effective_from, content, digest, approved_by, approved_at
        from policies.version where tenant = $1 order by kind, id, version
        """;

    private readonly ConcurrentDictionary<string, ShelvedPolicies> _known = new(StringComparer.Ordinal);

    /// <summary>What the tenant has approved, as the projection has it now.</summary>
    public async Task<ShelvedPolicies> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        var revision = await RevisionAsync(tenant, cancellationToken);
        if (_known.TryGetValue(tenant, out var known) && known.Revision == revision)
        {
            return known;
        }

        var read = new ShelvedPolicies(
            revision, revision == 0 ? [] : await VersionsAsync(tenant, cancellationToken));
        _known[tenant] = read;
        return read;
    }

    private async Task<long> RevisionAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RevisionSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        return (long?)await command.ExecuteScalarAsync(cancellationToken) ?? 0;
    }

    private async Task<ImmutableArray<ShelvedPolicy>> VersionsAsync(
        string tenant, CancellationToken cancellationToken)
    {
        var versions = ImmutableArray.CreateBuilder<ShelvedPolicy>();
        await using var command = database.CreateCommand(VersionsSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            versions.Add(new ShelvedPolicy(
                rows.GetString(0), rows.GetString(1), rows.GetInt32(2), rows.GetFieldValue<DateTimeOffset>(3),
                rows.GetString(4), rows.GetString(5), rows.GetString(6), rows.GetFieldValue<DateTimeOffset>(7)));
        }

        return versions.ToImmutable();
    }
}

/// <summary>What a tenant has approved.</summary>
/// <param name="Revision">Log position of the last approval; 0 for none.</param>
/// <param name="Versions">By kind, id and version.</param>
public sealed record ShelvedPolicies(long Revision, ImmutableArray<ShelvedPolicy> Versions)
{
    /// <summary>
    /// The shipped documents of a kind with the approved ones: from the first approved version on, those count.
    /// </summary>
    /// <typeparam name="TDocument">The record that the documents become.</typeparam>
    public PolicySet<TDocument> Over<TDocument>(PolicySet<TDocument> shipped)
        where TDocument : class, IPolicyDocument
    {
        ArgumentNullException.ThrowIfNull(shipped);
        var own = Versions.Where(v => v.Kind == shipped.Kind).ToLookup(v => v.Id, StringComparer.Ordinal);
        return own.Count == 0
            ? shipped
            : new PolicySet<TDocument>(
                shipped.Kind,
                shipped.All.Where(d => !own[d.Id].Any(v => v.Version <= d.Version))
                    .Concat(own.SelectMany(v => v).Select(v => v.As<TDocument>())));
    }
}

/// <summary>One approved version.</summary>
/// <param name="Kind">Kind of rule set.</param>
/// <param name="Id">Document id.</param>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Content">JSON.</param>
/// <param name="Digest">SHA-256 of the content.</param>
/// <param name="ApprovedBy">Actor id.</param>
/// <param name="ApprovedAt">UTC.</param>
public sealed record ShelvedPolicy(
    string Kind,
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Content,
    string Digest,
    string ApprovedBy,
    DateTimeOffset ApprovedAt)
{
    /// <summary>The document. It was checked before it was drafted.</summary>
    /// <exception cref="PolicyFormatException">Today's code reads it no longer.</exception>
    public TDocument As<TDocument>()
        where TDocument : class
    {
        var read = StrictJson.Read<TDocument>(Encoding.UTF8.GetBytes(Content));
        return read.Value
            ?? throw new PolicyFormatException($"{Kind}/{Id}.v{Version}", string.Join("; ", read.Faults));
    }
}
