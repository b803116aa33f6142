using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment.Contracts;

/// <summary>Contracts as settlement and renewal read them: each as its state.</summary>
internal sealed class ContractCopies : Projection
{
    public const string Schema = "assessment_contracts";

    private static readonly ContractEntity s_contract = new();

    private readonly StateTable _contracts = new(s_contract, "contract");

    public override string Name => Schema;

    public override int Revision => 3;

    public override ImmutableHashSet<string> EventNames { get; } = [.. s_contract.Events.Keys];

    public override string Ddl => _contracts.Ddl
        + "create index contract_of on contract(tenant, ((state->'terms'->>'contractorId')::uuid));";

    public override Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _contracts.ApplyAsync(batch, connection, cancellationToken);

    public override Projection Fresh() => new ContractCopies();
}

/// <summary>Terms that hold, and the contract that they are of.</summary>
internal sealed record AgreedTerms(string Code, ContractTerms Terms)
{
    /// <summary>
    /// What had been agreed by an instant and holds at it, the oldest first. In the time of a contract that was signed
    /// after its beginning it is what was agreed last before.
    /// </summary>
    public static List<AgreedTerms> At(List<ContractState> contracts, DateTimeOffset at)
    {
        var held = Of(contracts, c => c.AgreedAt(at));
        return held.Count > 0 || !contracts.Exists(c => c.Covers(at))
            ? held
            : [.. Of(contracts, c => c.AgreedBefore(at)).OrderByDescending(a => a.Terms.Until).Take(1)];
    }

    /// <summary>The contracts in whose time an instant lies, whenever they were signed, the oldest first.</summary>
    public static List<AgreedTerms> Covering(List<ContractState> contracts, DateTimeOffset at) =>
        Of(contracts, c => c.Covers(at) ? c.Terms : null);

    private static List<AgreedTerms> Of(List<ContractState> contracts, Func<ContractState, ContractTerms?> termsOf) =>
    [
        .. contracts.Select(c => termsOf(c) is { } terms ? new AgreedTerms(c.Code, terms) : null).OfType<AgreedTerms>()
            .OrderBy(a => a.Terms.From).ThenBy(a => a.Code, StringComparer.Ordinal),
    ];
}

/// <summary>Reads the copies.</summary>
internal sealed class ContractRows(NpgsqlDataSource database, IFeedProgress progress)
{
    private const string OfContractor = """
        select state::text from assessment_contracts.contract
        where tenant = $1 and (state->'terms'->>'contractorId')::uuid = $2 order by state->>'code'
        """;

    /// <summary>
    /// What a contractor and the operator had agreed by an instant and that holds at it, as the log has it now, the
    /// oldest first; where that is nothing, the contracts in whose time it lies.
    /// </summary>
    public async Task<List<AgreedTerms>> AgreedAsync(
        string tenant, Guid contractor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(ContractCopies.Schema, cancellationToken);
        return await KnownInForceAsync(tenant, contractor, at, cancellationToken);
    }

    /// <summary>The same, as the read model has it.</summary>
    public async Task<List<AgreedTerms>> KnownInForceAsync(
        string tenant, Guid contractor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var contracts = await OfAsync(tenant, contractor, cancellationToken);
        return AgreedTerms.At(contracts, at) is { Count: > 0 } agreed ? agreed : AgreedTerms.Covering(contracts, at);
    }

    /// <summary>What had been agreed alone, as the read model has it.</summary>
    public async Task<List<AgreedTerms>> KnownAgreedAsync(
        string tenant, Guid contractor, DateTimeOffset at, CancellationToken cancellationToken) =>
        AgreedTerms.At(await OfAsync(tenant, contractor, cancellationToken), at);

    /// <summary>A contractor's contracts that somebody has signed, as others are checked against them.</summary>
    public async Task<IEnumerable<ContractNeighbour>> NeighboursAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(ContractCopies.Schema, cancellationToken);
        return (await OfAsync(tenant, contractor, cancellationToken)).Where(c => c.Status != ContractStatus.Draft)
            .Select(ContractNeighbour.Of);
    }

    private async Task<List<ContractState>> OfAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfContractor);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = contractor });
        var found = new List<ContractState>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(JsonSerializer.Deserialize<ContractState>(rows.GetString(0), PlatformJson.Options)!);
        }

        return found;
    }
}
