using System.Collections.Immutable;
using FieldOps.Contractors.Register;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Contractors;

/// <summary>The register as rows, each as its state, and all ends in one table.</summary>
internal sealed class ContractorsProjection : Projection
{
    public const string Schema = "contractors";

    private static readonly ContractorEntity s_contractor = new();
    private static readonly ContractLotEntity s_lot = new();
    private static readonly CreditRecordEntity s_record = new();

    private static readonly ContractorFileEntity s_file = new();
    private static readonly PersonEntity s_person = new();
    private static readonly ContractEntity s_contract = new();

    private readonly StateTable _contractors = new(s_contractor, "contractor");
    private readonly StateTable _lots = new(s_lot, "lot");
    private readonly StateTable _records = new(s_record, "credit_record");
    private readonly StateTable _files = new(s_file, "file");
    private readonly StateTable _people = new(s_person, "person");
    private readonly StateTable _contracts = new(s_contract, "contract");

    public override string Name => Schema;

    public override int Revision => 7;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        .. s_contractor.Events.Keys, .. s_lot.Events.Keys, .. s_record.Events.Keys, .. s_file.Events.Keys,
        .. s_person.Events.Keys, .. s_contract.Events.Keys,
    ];

    public override string Ddl =>
        _contractors.Ddl + _lots.Ddl + _records.Ddl + _files.Ddl + _people.Ddl + _contracts.Ddl + ExpiryTable.Ddl;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _contractors.ApplyAsync(batch, connection, cancellationToken);
        await _lots.ApplyAsync(batch, connection, cancellationToken);
        await _records.ApplyAsync(batch, connection, cancellationToken);
        await _files.ApplyAsync(batch, connection, cancellationToken);
        await _people.ApplyAsync(batch, connection, cancellationToken);
        await _contracts.ApplyAsync(batch, connection, cancellationToken);
        await ExpiryTable.ApplyAsync(batch, connection, cancellationToken);
    }

    public override Projection Fresh() => new ContractorsProjection();
}
