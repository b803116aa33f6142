using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.WorkOrders.Directory;

/// <summary>
/// Contractors, lots, contracts, open orders and people per contractor, orders given per lot, as dispatch reads them.
/// Given orders count from the lot's last terms on, by log position: those of the last positions are kept one by one,
/// for the terms may be dealt after orders that follow them.
/// The revision is the log position of the last change to contractors, lots or contracts: who holds a directory in
/// memory compares one number.
/// </summary>
internal sealed class DirectoryProjection : Projection
{
    public const string Schema = "dispatch_directory";

    // Up to where this process has forgotten given orders; what another has, it does again.
    private long _forgotten;

    public override string Name => Schema;

    public override int Revision => 12;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "contractor.registered.v1", "contractor.standing-changed.v1",
        "person.registered.v1", "person.left.v1",
        "contract-lot.opened.v1", "contract-lot.amended.v1", "contract-lot.closed.v1",
        "contract.drafted.v1", "contract.draft-amended.v1", "contract.took-effect.v1",
        "contract.amendment-agreed.v1", "contract.ended.v1", "contractor-exit.handed-over.v1",
        "contractor-exit.voided.v1", "contractor-file.qualification-recorded.v1",
        "contractor-file.qualification-withdrawn.v1",
        "work-order.dispatched.v1", "work-order.dispatched-again.v1", "work-order.queued.v1", "work-order.archived.v1",
        "work-order.cancelled.v1", "work-order.closed-by-refusal.v1",
    ];

    public override string Ddl => """
        create table contractor(
            tenant text not null, id uuid not null, code text not null, in_house boolean, standing text,
            hands_over jsonb, hands_over_at bigint, voided_at bigint,
            primary key (tenant, id));
        create table lot(
            tenant text not null, id uuid not null, code text not null, terms jsonb not null, closed_from timestamptz,
            primary key (tenant, id));
        create table contract(
            tenant text not null, id uuid not null, code text, terms jsonb, signed boolean, ended_from timestamptz,
            primary key (tenant, id));
        create table signed_lot(
            tenant text not null, contractor_id uuid not null, lot text not null, contract text not null,
            position bigint not null, primary key (tenant, contractor_id, lot));
        create table lot_contract(
            tenant text not null, contractor_id uuid not null, lot text not null, contract text not null,
            primary key (tenant, contractor_id, lot, contract));
        create table paper(
            tenant text not null, contractor_id uuid not null, code text not null, kind text, valid_from timestamptz,
            ends_at timestamptz, pending boolean, primary key (tenant, contractor_id, code));
        create table revision(tenant text primary key, position bigint not null);
        create table load(
            tenant text not null, contractor_id uuid not null, open_orders int not null,
            primary key (tenant, contractor_id)) with (fillfactor = 50);
        create table volume(
            tenant text not null, lot_id uuid not null, contractor_id uuid not null, orders int not null,
            primary key (tenant, lot_id, contractor_id)) with (fillfactor = 50);
        create table counted_from(
            tenant text not null, lot_id uuid not null, position bigint not null, primary key (tenant, lot_id));
        create table given(
            position bigint primary key, tenant text not null, lot_id uuid not null, contractor_id uuid not null);
        create table crew(
            tenant text not null, contractor_id uuid not null, people int not null,
            primary key (tenant, contractor_id));
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var changes = new DirectoryChanges();
        foreach (var happened in batch)
        {
            changes.Reach(happened.Position);
            Take(changes, happened);
        }

        await DirectoryWriter.WriteAsync(changes, changes.Oldest > _forgotten, connection, cancellationToken);
        _forgotten = Math.Max(_forgotten, changes.Oldest);
    }

    public override void Forget() => _forgotten = 0;

    public override Projection Fresh() => new DirectoryProjection();

    private static void Take(DirectoryChanges changes, RecordedEvent happened)
    {
        var key = happened.Key;
        switch (happened.Body)
        {
            case ContractorRegistered e:
                changes.Contractor(happened, e.Code, e.Kind == ContractorKind.InHouse, ContractorStanding.Active);
                break;
            case ContractorStandingChanged e:
                changes.Contractor(happened, e.Code, null, e.To);
                break;
            case ContractLotOpened e:
                changes.Lot(happened, e.Code, e.Terms, null);
                break;
            case ContractLotAmended e:
                changes.Lot(happened, e.Code, e.Terms, null);
                changes.CountFrom(happened);
                break;
            case QualificationRecorded e:
                changes.Paper(happened, e.ContractorId, e.Paper.Code, e.Paper);
                break;
            case QualificationWithdrawn e:
                changes.Paper(happened, e.ContractorId, e.Code, null);
                break;
            case PersonRegistered e:
                changes.Person(key.Tenant, e.ContractorId, 1);
                break;
            case PersonLeft e:
                changes.Person(key.Tenant, e.ContractorId, -1);
                break;
            case ContractLotClosed e:
                changes.Lot(happened, e.Code, null, e.ClosedFrom);
                break;
            case ExitHandedOver e:
                changes.HandsOver(happened, e.ContractorId, e.ContractorCode, e.Replacements);
                break;
            // That alone ends it: an exit of another kind goes on when a listing is lifted.
            case ExitVoided e:
                changes.HandsOver(happened, e.ContractorId, e.ContractorCode, null);
                break;
            case ContractDrafted or ContractDraftAmended or ContractTookEffect or AmendmentAgreed or ContractEnded:
                TakeContract(changes, happened);
                break;
            default:
                TakeLoad(changes, happened);
                break;
        }
    }

    private static void TakeContract(DirectoryChanges changes, RecordedEvent happened)
    {
        var change = happened.Body switch
        {
            ContractDrafted e => new ContractChange(e.Code, e.Terms, null, null),
            ContractDraftAmended e => new ContractChange(null, e.Terms, null, null),
            ContractTookEffect e => new ContractChange(e.Code, e.Terms, true, null),
            AmendmentAgreed e => new ContractChange(e.Code, e.Terms, true, null),
            ContractEnded e => new ContractChange(e.Code, null, null, e.At),
            _ => new ContractChange(null, null, null, null),
        };
        changes.Contract(happened, change);
        if (change is { Signed: true, Code: { } code, Terms: { } terms })
        {
            changes.Sign(happened, code, terms);
        }
    }

    private static void TakeLoad(DirectoryChanges changes, RecordedEvent happened)
    {
        var tenant = happened.Key.Tenant;
        switch (happened.Body)
        {
            case OrderDispatched e:
                changes.Load(tenant, e.Assignee.ContractorId, 1);
                changes.Give(happened, e.Assignee.LotId, e.Assignee.ContractorId);
                changes.Load(tenant, e.PreviousContractorId, -1);
                break;
            case OrderQueued e:
                changes.Load(tenant, e.PreviousContractorId, -1);
                break;
            case OrderArchived e:
                changes.Load(tenant, e.Outcome.ContractorId, -1);
                break;
            case OrderCancelled e:
                changes.Load(tenant, e.ContractorId, -1);
                break;
            case OrderClosedByRefusal e:
                changes.Load(tenant, e.ContractorId, -1);
                break;
        }
    }
}
