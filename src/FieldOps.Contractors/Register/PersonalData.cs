using FieldOps.Platform.Migrations;
using Npgsql;

namespace FieldOps.Contractors.Register;

/// <summary>
/// Names, phones and numbers of certificates, apart from the log so that they can be erased. A row carries the version
/// of the person that it was written with: a call that is repeated after an erasure writes nothing back.
/// </summary>
internal sealed class PersonalData(NpgsqlDataSource database)
{
    /// <summary>The schema is kept by migrations, not by a projection: nothing in the log could rebuild it.</summary>
    public static Migration Schema { get; } = new(
        100, "personal data of the register", """
        create schema if not exists personal;
        create table if not exists personal.person(
            tenant text not null, id uuid not null, name text, phone text, version int not null,
            primary key (tenant, id));
        create table if not exists personal.certificate(
            tenant text not null, person_id uuid not null, code text not null, number text not null,
            version int not null, primary key (tenant, person_id, code));
        """);

    private const string PutPerson = """
        insert into personal.person(tenant, id, name, phone, version) values ($1, $2, $3, $4, $5)
        on conflict (tenant, id) do update set
            name = coalesce(excluded.name, person.name), phone = coalesce(excluded.phone, person.phone),
            version = excluded.version
        where person.version <= excluded.version
        """;

    private const string ErasePerson = """
        insert into personal.person(tenant, id, version) values ($1, $2, $3)
        on conflict (tenant, id) do update set name = null, phone = null, version = excluded.version
        """;

    // The row of an erased person stays, empty, with the version of the erasure.
    private const string PutCertificate = """
        insert into personal.certificate(tenant, person_id, code, number, version)
        select $1, $2, $3, $4, $5
        where not exists (select 1 from personal.person where tenant = $1 and id = $2 and version > $5)
        on conflict (tenant, person_id, code) do update set number = excluded.number, version = excluded.version
        where certificate.version <= excluded.version
        """;

    private const string DropCertificate =
        "delete from personal.certificate where tenant = $1 and person_id = $2 and code = $3 and version <= $4";

    private const string DropCertificates = "delete from personal.certificate where tenant = $1 and person_id = $2";

    private const string ReadPerson = "select name, phone from personal.person where tenant = $1 and id = $2";

    private const string ReadNumbers =
        "select code, number from personal.certificate where tenant = $1 and person_id = $2 order by code";

    public Task PutAsync(
        string tenant, Guid id, string? name, string? phone, int version, CancellationToken cancellationToken) =>
        RunAsync(PutPerson, cancellationToken, tenant, id, name, phone, version);

    public Task PutNumberAsync(
        string tenant, Guid id, string code, string number, int version, CancellationToken cancellationToken) =>
        RunAsync(PutCertificate, cancellationToken, tenant, id, code, number, version);

    public Task DropNumberAsync(
        string tenant, Guid id, string code, int version, CancellationToken cancellationToken) =>
        RunAsync(DropCertificate, cancellationToken, tenant, id, code, version);

    public async Task EraseAsync(string tenant, Guid id, int version, CancellationToken cancellationToken)
    {
        await RunAsync(ErasePerson, cancellationToken, tenant, id, version);
        await RunAsync(DropCertificates, cancellationToken, tenant, id);
    }

    public async Task<PersonalModel> ReadAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        var (name, phone) = ((string?)null, (string?)null);
        await using (var command = Of(ReadPerson, tenant, id))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await rows.ReadAsync(cancellationToken))
            {
                name = rows.IsDBNull(0) ? null : rows.GetString(0);
                phone = rows.IsDBNull(1) ? null : rows.GetString(1);
            }
        }

        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var numbersCommand = Of(ReadNumbers, tenant, id);
        await using var found = await numbersCommand.ExecuteReaderAsync(cancellationToken);
        while (await found.ReadAsync(cancellationToken))
        {
            numbers[found.GetString(0)] = found.GetString(1);
        }

        return new PersonalModel(name, phone, numbers);
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Of(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Of(string sql, params object?[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            // A null text has no type of its own.
            command.Parameters.Add(value is null
                ? new NpgsqlParameter<string?> { TypedValue = null }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}

/// <summary>What stands apart of a person; all empty once it was erased.</summary>
/// <param name="Name">Name.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="CertificateNumbers">Number of each certificate by its code.</param>
internal sealed record PersonalModel(
    string? Name, string? Phone, IReadOnlyDictionary<string, string> CertificateNumbers);
