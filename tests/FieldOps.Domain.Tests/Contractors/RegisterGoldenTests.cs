using System.Text.Json;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Contractors.RegisterSamples;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>The stored form of every event of files, people and contracts: it is read for ever.</summary>
public sealed class RegisterGoldenTests
{
    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    private static readonly Dictionary<string, Type> s_types =
        new EntityDefinition[] { new ContractorFileEntity(), new PersonEntity(), new ContractEntity() }
            .SelectMany(d => d.Events).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);

    private static readonly Dictionary<Type, IEvent> s_samples =
        OfFiles().Concat(OfPeople()).Concat(OfContracts()).ToDictionary(e => e.GetType());

    public static TheoryData<string> Names => [.. s_types.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsStoredAsItsGoldenFileSays_AndReadBack(string name)
    {
        var type = s_types[name];
        var text = JsonSerializer.Serialize(s_samples[type], type, s_indented);
        RepoFiles.ShouldMatchGolden($"tests/FieldOps.Domain.Tests/golden/{name}.json", text);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type, PlatformJson.Options)!, type, s_indented)
            .ShouldBe(text);
    }

    private static IEnumerable<IEvent> OfFiles() =>
    [
        new QualificationRecorded(Contractor, "DW-A", Paper().ToCredential(), "m", Day),
        new QualificationWithdrawn(Contractor, "DW-A", "line-a", "revoked", "m", Day),
        new QualificationExpiring(Contractor, "DW-A", "line-a", "grade", Day.AddDays(30), 30, Day),
        new BasePut(Contractor, "DW-A", new BaseSite("B1", "浦东基地", "Pudong", "Shanghai", "Pudong"), "m", Day),
        new BaseClosed(Contractor, "B1", "moved", "m", Day),
        new TeamPut(Contractor, "DW-A", new CrewTeam("T1", "一班", "Team 1", "line", "B1"), "m", Day),
        new TeamDisbanded(Contractor, "T1", "merged", "m", Day),
    ];

    private static IEnumerable<IEvent> OfPeople() =>
    [
        new PersonRegistered(PersonId, "crew-7", Contractor, "DW-A", "T1", "splicer", "m", Day),
        new PersonAmended("crew-7", null, "tester", "m", Day),
        new CertificateRecorded(
            "crew-7", Contractor, "DW-A", (Paper() with { Number = null }).ToCredential(), "m", Day),
        new CertificateWithdrawn("crew-7", "line-a", "lost", "m", Day),
        new PersonCertified(
            "crew-7", Contractor, "DW-A",
            new Certification(Day, new Expiry(Day.AddDays(300), Notices), ["work-at-height"], "exam 9", "m")),
        new CertificationRevoked("crew-7", "unsafe work", "m", Day),
        new PersonPaperExpiring(
            "crew-7", Contractor, "DW-A", ExpirySubjects.Certificate, "line-a", Day.AddDays(7), 7, Day),
        new PersonLeft("crew-7", Contractor, "resigned", "m", Day),
        new PersonDataErased("crew-7", "asked for", "m", Day),
    ];

    private static IEnumerable<IEvent> OfContracts()
    {
        var renewal = new RenewalResult("2024", "B", "B", true);
        return
        [
            new ContractDrafted(ContractId, "HT-1", Terms, "m", Day),
            new ContractDraftAmended(Terms, "m", Day),
            new ContractSigned(ContractSide.Operator, "h", Day),
            new ContractRenewalCleared(new RenewalClearing(
                "HT-0", renewal with { Due = "2024", IsOver = true }, "h", Day)),
            new ContractTookEffect(ContractId, "HT-1", Terms, Checklist, Day.AddMonths(9), Day),
            new AmendmentProposed(new ContractAmendment(
                1, Terms, "renewal", renewal, ContractSide.Operator, "h", Day)),
            new AmendmentAgreed(ContractId, "HT-1", 1, Terms, renewal, Day.AddMonths(9), "o", Day),
            new AmendmentDeclined(1, "too dear", "o", Day),
            new ContractReviewDue("HT-1", Contractor, "DW-A", Day.AddYears(1), Day.AddMonths(9), Day),
            new ContractReviewed("good work", true, "m", Day),
            new ContractExpiring("HT-1", Contractor, "DW-A", Day.AddYears(1), 30, Day),
            new ContractEnded(ContractId, "HT-1", Day.AddMonths(6), "breach", "h", Day),
        ];
    }
}
