using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Dispatch;

internal static class Directories
{
    public static readonly DateTimeOffset At = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static ScopePolicy Seed0 => RepoFiles.Policy<ScopePolicy>("scope", "seed-0.v1.json");

    public static ScopePolicy Mobile => RepoFiles.Policy<ScopePolicy>("scope", "mobile-operator.v1.json");

    public static Guid Id(string name) => NameBasedId.Of(Guid.Empty, name);

    public static AssetFacts Asset(string assetClass, string? settlement = null, string county = "Pudong") => new(
        Id("asset"),
        "line-segment",
        "SEG-1",
        "Shanghai-Wuhan",
        assetClass,
        "U",
        "Shanghai",
        county,
        null,
        [],
        settlement);

    public static DirectoryContractor Contractor(string code, bool inHouse = false, bool active = true) =>
        new(Id(code), code, inHouse, active);

    public static DirectoryLot Lot(
        string code, string assetClass, params (string Contractor, decimal Percent)[] shares) => new(
        Id(code), code, [assetClass], ["Shanghai/*"], [], Pilot: false,
        [.. shares.Select(s => new LotShare(Id(s.Contractor), s.Percent))], OpenOrdersMax: null, At.AddYears(-1));
}
