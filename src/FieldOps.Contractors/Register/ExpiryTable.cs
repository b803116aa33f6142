using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Contractors.Register;

/// <summary>All ends of the register in one table, nearest first: papers of companies and people, contracts.</summary>
internal static class ExpiryTable
{
    public const string Ddl = """
        create table expiry(
            tenant text not null, holder_id uuid not null, subject text not null, code text not null,
            holder text not null, contractor_id uuid not null, contractor text not null, kind text not null,
            ends_at timestamptz not null, told_days int, primary key (tenant, holder_id, subject, code));
        create index expiry_end on expiry(tenant, ends_at, holder_id, subject, code);
        """;

    private const string Put = """
        insert into expiry(tenant, holder_id, subject, code, holder, contractor_id, contractor, kind, ends_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant, holder_id, subject, code) do update set
            holder = excluded.holder, contractor_id = excluded.contractor_id, contractor = excluded.contractor,
            kind = excluded.kind, ends_at = excluded.ends_at,
            told_days = case when expiry.ends_at = excluded.ends_at then expiry.told_days end
        """;

    private const string Drop =
        "delete from expiry where tenant = $1 and holder_id = $2 and subject = $3 and code = $4";

    private const string DropAll = "delete from expiry where tenant = $1 and holder_id = $2";

    private const string Tell = """
        update expiry set told_days = $5 where tenant = $1 and holder_id = $2 and subject = $3 and code = $4
        """;

    public static async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        foreach (var happened in batch)
        {
            if (OfPaper(happened.Body) is { } paper)
            {
                Add(
                    commands, Put, happened.Key, paper.Subject, paper.Code, paper.Holder, paper.ContractorId,
                    paper.Contractor, paper.Kind, paper.EndsAt);
            }
            else if (OfChange(happened.Body) is var (sql, values))
            {
                Add(commands, sql, happened.Key, values);
            }
        }

        if (commands.BatchCommands.Count > 0)
        {
            await commands.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static Paper? OfPaper(IEvent body) => body switch
    {
        QualificationRecorded e => new(
            ExpirySubjects.Qualification, e.Paper.Code, e.ContractorCode, e.ContractorId, e.ContractorCode,
            e.Paper.Kind, e.Paper.Expiry.EndsAt),
        CertificateRecorded e => new(
            ExpirySubjects.Certificate, e.Paper.Code, e.Code, e.ContractorId, e.ContractorCode, e.Paper.Kind,
            e.Paper.Expiry.EndsAt),
        PersonCertified e => new(
            ExpirySubjects.Certification, "", e.Code, e.ContractorId, e.ContractorCode, ExpirySubjects.Certification,
            e.Certification.Expiry.EndsAt),
        ContractTookEffect e => OfContract(e.Code, e.Terms),
        AmendmentAgreed e => OfContract(e.Code, e.Terms),
        _ => null,
    };

    private static Paper OfContract(string code, ContractTerms terms) => new(
        ExpirySubjects.Contract, "", code, terms.ContractorId, terms.ContractorCode, terms.Service, terms.Until);

    private static (string Sql, object[] Values)? OfChange(IEvent body) => body switch
    {
        QualificationWithdrawn e => (Drop, [ExpirySubjects.Qualification, e.Code]),
        CertificateWithdrawn e => (Drop, [ExpirySubjects.Certificate, e.Certificate]),
        CertificationRevoked => (Drop, [ExpirySubjects.Certification, ""]),
        PersonRegistered or PersonLeft or ContractEnded => (DropAll, []),
        QualificationExpiring e => (Tell, [ExpirySubjects.Qualification, e.Code, e.Days]),
        PersonPaperExpiring e => (Tell, [e.Subject, e.Paper, e.Days]),
        ContractExpiring e => (Tell, [ExpirySubjects.Contract, "", e.Days]),
        _ => null,
    };

    private static void Add(NpgsqlBatch batch, string sql, EntityKey key, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in (object[])[key.Tenant, key.Id, .. values])
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    private sealed record Paper(
        string Subject,
        string Code,
        string Holder,
        Guid ContractorId,
        string Contractor,
        string Kind,
        DateTimeOffset EndsAt);
}
