using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Contractors;

/// <summary>The register as rows: contractors and lots, each as its state.</summary>
internal sealed class ContractorsProjection : Projection
{
    public const string Schema = "contractors";

    private static readonly ContractorEntity s_contractor = new();
    private static readonly ContractLotEntity s_lot = new();
    private static readonly CreditRecordEntity s_record = new();

    private readonly StateTable _contractors = new(s_contractor, "contractor");
    private readonly StateTable _lots = new(s_lot, "lot");
    private readonly StateTable _records = new(s_record, "credit_record");

    public override string Name => Schema;

    public override int Revision => 2;

    public override ImmutableHashSet<string> EventNames { get; } =
        [.. s_contractor.Events.Keys, .. s_lot.Events.Keys, .. s_record.Events.Keys];

    public override string Ddl => _contractors.Ddl + _lots.Ddl + _records.Ddl;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _contractors.ApplyAsync(batch, connection, cancellationToken);
        await _lots.ApplyAsync(batch, connection, cancellationToken);
        await _records.ApplyAsync(batch, connection, cancellationToken);
    }

    public override Projection Fresh() => new ContractorsProjection();
}
