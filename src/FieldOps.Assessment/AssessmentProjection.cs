using System.Collections.Immutable;
using FieldOps.Assessment.Annual;
using FieldOps.Assessment.Quarters;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Assessment;

/// <summary>
/// Months as rows, their orders, sheet lines and what their works claim; quarterly settlements and annual assessments;
/// and, because a slice reads no other slice's tables, its own copy of the contractors and lots that fees follow from.
/// </summary>
internal sealed class AssessmentProjection : Projection
{
    public const string Schema = "assessment";

    private const string LotsByParty =
        "create index lot_by_party on lot using gin (jsonb_path_query_array(state, '$.**.contractorId'));";

    private static readonly ContractorEntity s_contractor = new();
    private static readonly ContractLotEntity s_lot = new();
    private static readonly ContractorMonthEntity s_month = new();
    private static readonly QuarterSettlementEntity s_quarter = new();
    private static readonly AnnualAssessmentEntity s_annual = new();

    private readonly StateTable _contractors = new(s_contractor, "contractor");
    private readonly StateTable _lots = new(s_lot, "lot");

    public override string Name => Schema;

    public override int Revision => 13;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        .. s_contractor.Events.Keys, .. s_lot.Events.Keys, .. s_month.Events.Keys, .. s_quarter.Events.Keys,
        .. s_annual.Events.Keys,
    ];

    public override string Ddl =>
        _contractors.Ddl + _lots.Ddl + LotsByParty + QuarterTable.Ddl + AnnualTable.Ddl + MonthTable.Ddl
        + MonthOrderTable.Ddl + SheetLineTable.Ddl + WorkClaimTable.Ddl;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _contractors.ApplyAsync(batch, connection, cancellationToken);
        await _lots.ApplyAsync(batch, connection, cancellationToken);
        await QuarterTable.ApplyAsync(batch, connection, cancellationToken);
        await AnnualTable.ApplyAsync(batch, connection, cancellationToken);
        var months = batch.Where(e => e.Key.Type == MonthRef.EntityType).ToArray();
        if (months.Length > 0)
        {
            await MonthTable.ApplyAsync(months, connection, cancellationToken);
            await MonthOrderTable.ApplyAsync(months, connection, cancellationToken);
            await SheetLineTable.ApplyAsync(months, connection, cancellationToken);
            await WorkClaimTable.ApplyAsync(months, connection, cancellationToken);
        }
    }

    public override Projection Fresh() => new AssessmentProjection();
}
