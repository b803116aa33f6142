using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>Papers, people and contracts of one contractor, DW-A, in 2024.</summary>
internal static class RegisterSamples
{
    public static readonly DateTimeOffset Day = new(2024, 1, 10, 4, 0, 0, TimeSpan.Zero);
    public static readonly Guid Contractor = ContractorIds.Contractor("default", "DW-A");
    public static readonly Guid Other = ContractorIds.Contractor("default", "DW-B");
    public static readonly Guid PersonId = PersonState.IdOf("default", "crew-7");
    public static readonly Guid ContractId = ContractState.IdOf("default", "HT-1");

    public static readonly Actor Manager = new("m", ActorRoles.ContractorManager);
    public static readonly Actor Head = new("h", ActorRoles.DepartmentHead);
    public static readonly Actor Office = new("o", ActorRoles.ContractorFinance, Contractor);
    public static readonly Actor Stranger = new("s", ActorRoles.ContractorFinance, Other);

    public static readonly ImmutableArray<int> Notices = [90, 30, 7, 0];

    public static readonly ContractChecklist Checklist = new(
        "default", 1, ["services", "exit"], ["integrity"], ["process", "customer"],
        new TermRule("after-sale", null, true), 3, Notices);

    public static CredentialWish Paper(string code = "line-a", string kind = "work-at-height", int days = 200) => new(
        code, kind, "A", "Safety bureau", "No. 42", Day.AddYears(-1), Day.AddDays(days), "scan 7", Notices);

    public static RegisterPerson Person { get; } = new(PersonId, "crew-7", Contractor, "DW-A", "T1", "splicer");

    public static CertifyPerson Certify(int days = 300) =>
        new(Day.AddDays(days), "exam 9", ["work-at-height"], 12, Notices);

    public static ContractTerms Terms { get; } = new(
        "代维合同", "Contract", Contractor, "DW-A", "after-sale", OutsourcingMode.Partial, ["L1"], "line-prices",
        Day, Day.AddYears(1), Day.AddYears(2), Entries("services", "exit"), Entries("integrity"),
        Entries("process", "customer"));

    public static ContractGrounds Grounds { get; } =
        new([new LotGround("L1", true, OutsourcingMode.Partial)], [], true);

    public static DraftContract Draft { get; } = new(ContractId, "HT-1", Terms, Grounds);

    public static ImmutableSortedDictionary<string, string> Entries(params string[] codes) =>
        codes.ToImmutableSortedDictionary(c => c, c => "doc " + c, StringComparer.Ordinal);
}
