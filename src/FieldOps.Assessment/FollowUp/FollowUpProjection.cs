using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Assessment.FollowUp;

/// <summary>
/// What months are watched, compared and reported by: their facts with the place of each order; and the warnings,
/// reports and tasks that come of it. Papers with an end are kept as well, because a slice reads no other slice's
/// tables.
/// </summary>
internal sealed class FollowUpProjection : Projection
{
    public const string Schema = "follow_up";

    private static readonly RectificationEntity s_rectification = new();
    private static readonly ProcessReportEntity s_report = new();
    private static readonly ContractEntity s_contract = new();
    private static readonly ContractorFileEntity s_file = new();
    private static readonly PersonEntity s_person = new();

    private readonly StateTable _rectifications = new(s_rectification, "rectification");
    private readonly StateTable _reports = new(s_report, "report");
    private readonly StateTable _contracts = new(s_contract, "contract");
    private readonly StateTable _files = new(s_file, "contractor_file");
    private readonly StateTable _people = new(s_person, "person");

    public override string Name => Schema;

    public override int Revision => 4;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        .. s_rectification.Events.Keys, .. s_report.Events.Keys, .. MonthFactTable.EventNames,
        .. WarningTable.EventNames, .. s_contract.Events.Keys, .. s_file.Events.Keys, .. s_person.Events.Keys,
    ];

    public override string Ddl =>
        _rectifications.Ddl + _reports.Ddl + _contracts.Ddl + _files.Ddl + _people.Ddl + MonthFactTable.Ddl
        + WarningTable.Ddl
        + """
        create index rectification_number on rectification(tenant, (state->>'number'));
        create index report_month on report(tenant, (state->'subject'->>'month'));
        create index contract_of on contract(tenant, (state->'terms'->>'contractorId'));
        create index person_of on person(tenant, (state->>'contractorId'));
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _rectifications.ApplyAsync(batch, connection, cancellationToken);
        await _reports.ApplyAsync(batch, connection, cancellationToken);
        await _contracts.ApplyAsync(batch, connection, cancellationToken);
        await _files.ApplyAsync(batch, connection, cancellationToken);
        await _people.ApplyAsync(batch, connection, cancellationToken);
        await MonthFactTable.ApplyAsync(batch, connection, cancellationToken);
        await WarningTable.ApplyAsync(
            [.. batch.Where(e => e.Key.Type == MonthWatchState.EntityType)], connection, cancellationToken);
    }

    public override Projection Fresh() => new FollowUpProjection();
}
