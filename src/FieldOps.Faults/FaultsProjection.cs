using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Faults;

/// <summary>Tickets, their repeats, and alarms.</summary>
internal sealed class FaultsProjection : Projection
{
    public const string Schema = "faults";

    public override string Name => Schema;

    public override int Revision => 2;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "asset.registered.v1",
        "asset.retired.v1",
        "asset.alarm-raised.v1",
        "asset.alarm-cleared.v1",
        "asset.alarm-attached.v1",
        "asset.fault-ticket-raised.v1",
        "asset.fault-repeated.v1",
        "asset.fault-suppressed.v1",
        "asset.fault-ticket-closed.v1",
    ];

    // A ticket's columns may be null: what happened to it later is written by the same upsert as the ticket itself.
    public override string Ddl => """
        create table asset(
            tenant text not null, asset_id uuid not null, asset_code text not null,
            primary key (tenant, asset_id));

        create table ticket(
            tenant text not null, ticket_id uuid not null, number text, asset_id uuid, entity_type text,
            asset_code text, asset_name text, asset_class text, region text, county text, severity text,
            probable_cause text, work_kind text, description text, channel text, occurred_at timestamptz,
                raised_at timestamptz,
            repeat_count integer, alarm_id text, rule text, follows_ticket_id uuid, alarm_cleared_at timestamptz,
            closed_at timestamptz, outcome text, order_id uuid,
            primary key (tenant, ticket_id));

        create table repeat(
            tenant text not null, ticket_id uuid not null, repeat_count integer not null, severity text not null,
            probable_cause text not null, description text not null, channel text not null,
            occurred_at timestamptz not null, reported_at timestamptz not null,
            primary key (tenant, ticket_id, repeat_count));

        create table alarm(
            tenant text not null, asset_id uuid not null, alarm_id text not null, raised_at timestamptz not null,
            severity text, probable_cause text, rule text, cutover_id uuid, cleared_at timestamptz, ticket_id uuid,
            dropped_at timestamptz,
            primary key (tenant, asset_id, alarm_id, raised_at));

        create table unmatched_clear(
            tenant text not null, asset_id uuid not null, alarm_id text not null, cleared_at timestamptz not null,
            primary key (tenant, asset_id, alarm_id, cleared_at));

        create table suppressed(
            tenant text not null, asset_id uuid not null, version integer not null, cutover_id uuid not null,
            severity text not null, probable_cause text not null, description text not null, channel text not null,
            occurred_at timestamptz not null, reported_at timestamptz not null,
            primary key (tenant, asset_id, version));
        """;

    public override string Indexes => """
        create unique index asset_code on asset(tenant, asset_code);
        create unique index ticket_number on ticket(tenant, number);
        create index ticket_raised on ticket(tenant, raised_at, ticket_id);
        create index ticket_open on ticket(tenant, raised_at, ticket_id) where closed_at is null;
        create index ticket_asset on ticket(tenant, asset_code, raised_at);
        create index alarm_raised on alarm(tenant, raised_at, asset_id, alarm_id);
        create index alarm_active on alarm(tenant, asset_id, alarm_id) where cleared_at is null and dropped_at is null;
        create index alarm_ticket on alarm(tenant, ticket_id) where ticket_id is not null;
        create index suppressed_reported on suppressed(tenant, reported_at, asset_id);
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = new FaultRows();
        foreach (var happened in batch)
        {
            Fold(rows, happened);
        }

        await FaultWriter.WriteAsync(rows, connection, cancellationToken);
    }

    public override Projection Fresh() => new FaultsProjection();

    private static void Fold(FaultRows rows, RecordedEvent happened)
    {
        switch (happened.Body)
        {
            case AssetRegistered e:
                rows.Assets.Add((happened.Key.Tenant, happened.Key.Id, e.Profile.Code));
                break;
            case AssetRetired e:
                rows.Retired(happened.Key, e);
                break;
            case AlarmRaised e:
                rows.Raised(happened.Key, e);
                break;
            case AlarmCleared e:
                rows.Cleared(happened.Key, e);
                break;
            case AlarmAttached e:
                rows.Attached(happened.Key, e.AlarmId, e.TicketId);
                break;
            case FaultTicketRaised e:
                rows.Opened(happened.Key, e);
                break;
            case FaultRepeated e:
                rows.Repeated(happened.Key, e);
                break;
            case FaultSuppressed e:
                rows.Suppressed.Add((happened.Key, happened.Version, e));
                break;
            case FaultTicketClosed e:
                rows.Closed(happened.Key, e);
                break;
        }
    }
}
