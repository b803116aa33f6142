using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.World;

/// <summary>One asset of the simulated county.</summary>
internal sealed record Site(string Code, string AssetClass, string Type, string AreaClass, int? BatteryMinutes = null,
    string? County = null)
{
    public Guid Id { get; } = OwnId.Of(new Guid("6f0f9d0a-5a0e-5c1e-9b53-0a3b1f7d2c11"), "default/" + Code);

    public object Body => new
    {
        code = Code,
        name = $"站点 {Code}",
        assetClass = AssetClass,
        areaClass = AreaClass,
        region = "Shanghai",
        county = County ?? (Code[^1] % 2 == 0 ? "Pudong" : "Minhang"),
        tags = Code.EndsWith('3') ? new[] { "hard-site" } : [],
        settlement = "county-town",
        station = Type == "base-station" ? new { batteryMinutes = BatteryMinutes } : null,
    };
}

/// <summary>The county, its contractors and lots: small, with every kind of rule in it.</summary>
internal static class Sites
{
    public static readonly string[] Contractors = ["ALPHA", "BETA", "GAMMA"];

    public const string InHouse = "CREW";

    private static readonly string[] s_stations =
        ["station-vip", "station-a", "station-b", "station-c", "station-village"];

    private static readonly string[] s_lines =
        ["trunk1", "trunk2", "junction", "local-backbone", "access", "copper-feeder"];

    public static IReadOnlyList<Site> All { get; } =
    [
        .. Enumerable.Range(0, 15).Select(n => new Site(
            $"ST-{n}", s_stations[n % 5], "base-station", n % 3 == 0 ? "R" : "U", n % 4 == 0 ? 0 : 240)),
        .. Enumerable.Range(0, 12).Select(n => new Site(
            $"LN-{n}", s_lines[n % 6], "line-segment", n % 2 == 0 ? "S" : "U")),
        new("RM-0", "equipment-room", "facility", "U"),
        new("RM-1", "equipment-room", "facility", "S"),
    ];

    /// <summary>Stations of a county that loses mains power as a whole.</summary>
    public static IReadOnlyList<Site> Dark { get; } =
    [
        .. Enumerable.Range(0, 12).Select(n => new Site(
            $"DK-{n}", s_stations[n % 5], "base-station", "U", n % 4 == 0 ? 0 : 240, "Fengxian")),
    ];

    public static Guid ContractorId(string code) =>
        OwnId.Of(new Guid("5b0f4d7a-90c5-4a3e-9a57-1f0f6d2c7b11"), "default/" + code);

    public static object ContractorBody(string code) => new
    {
        code,
        kind = code == InHouse ? "in-house" : "contractor",
        nameZh = $"{code} 代维",
        nameEn = $"{code} maintenance",
        organisation = code == InHouse ? null : string.Concat(code.Where(char.IsAsciiLetterOrDigit)),
    };

    public static IEnumerable<object> Lots()
    {
        yield return Lot("L-ST", s_stations, false, 120_000m, ("ALPHA", 60m), ("BETA", 40m));
        yield return Lot("L-FIBRE", ["local-backbone", "access"], false, 98_765.43m, ("BETA", 33.33m),
            ("GAMMA", 66.67m));
        yield return Lot("L-TRUNK", ["trunk1", "trunk2"], false, 30_000m, ("GAMMA", 100m));
        yield return Lot("L-COPPER", ["copper-feeder"], true, 7_000.01m, ("ALPHA", 50m), ("GAMMA", 50m));
    }

    /// <summary>Who has a share of which lot.</summary>
    public static IReadOnlyList<(string Lot, string[] Contractors)> Holders { get; } =
    [
        ("L-ST", ["ALPHA", "BETA"]), ("L-FIBRE", ["BETA", "GAMMA"]), ("L-TRUNK", ["GAMMA"]),
        ("L-COPPER", ["ALPHA", "GAMMA"]),
    ];

    private static object Lot(string code, string[] classes, bool pilot, decimal fee,
        params (string, decimal)[] shares) =>
        new
        {
            code,
            terms = new
            {
                nameZh = code,
                nameEn = code,
                assetClasses = classes,
                areas = new[] { "Shanghai/*" },
                workKinds = new[] { "*" },
                pilot,
                mode = "partial",
                shares = shares.Select(s => new { contractorCode = s.Item1, sharePercent = s.Item2 }),
                // Bounds on load depend on what has ended meanwhile: not a matter of the story's seed.
                openOrdersMax = 10_000,
                effectiveFrom = code == "L-COPPER" ? "2024-01-20T00:00:00+08:00" : "2023-01-01T00:00:00+08:00",
                monthlyFeeCny = fee,
            },
        };
}
