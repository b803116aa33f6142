using FieldOps.Domain.Contractors;
using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>Registers contractors, lots and assets of a world through the API.</summary>
internal sealed class WorldSetup(DemoApi api, WorldIndex world)
{
    /// <summary>Years for which the crews are certified: longer than any story, within the register rules.</summary>
    private const int CertifiedYears = 2;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await api.BatchAsync(
            "contractors:batch",
            [.. world.World.Contractors.Select(ContractorBody)],
            "demo/contractors",
            DemoApi.Manager,
            cancellationToken);
        await CrewsAsync(cancellationToken);
        await api.AdvanceAsync(world.World.From, cancellationToken);
        await api.BatchAsync(
            "lots:batch", [.. world.World.Lots.Select(LotBody)], "demo/lots", DemoApi.Manager, cancellationToken);
        await api.BatchAsync(
            "assets:batch",
            [.. world.World.Segments.Select(SegmentBody), .. world.World.Stations.Select(StationBody)],
            "demo/assets",
            DemoApi.Manager,
            cancellationToken);
        await api.AdvanceAsync(world.World.From, cancellationToken);
    }

    // With somebody in the register, only certified people take a contractor's orders: its crew is certified first.
    private async Task CrewsAsync(CancellationToken cancellationToken)
    {
        var certification = new { Until = world.World.From.AddYears(CertifiedYears), Evidence = "demo/examination" };
        foreach (var contractor in world.World.Contractors)
        {
            var code = PlanWriter.CrewOf(contractor.Code);
            await api.DoAsync(
                "people", new { code, Contractor = contractor.Code, Duty = "repair" }, $"demo/people/{code}",
                DemoApi.Manager, cancellationToken);
            await api.DoAsync(
                $"people/{Uri.EscapeDataString(code)}:certify", certification, $"demo/certify/{code}", DemoApi.Manager,
                cancellationToken);
        }
    }

    private static object ContractorBody(ImportedContractor contractor) =>
        new { contractor.Code, contractor.Kind, contractor.NameZh, contractor.NameEn, contractor.Organisation };

    private object LotBody(ImportedLot lot) => new
    {
        lot.Code,
        Terms = new
        {
            lot.NameZh,
            lot.NameEn,
            lot.AssetClasses,
            lot.Areas,
            lot.WorkKinds,
            lot.Pilot,
            Mode = lot.Mode ?? "partial",
            Shares = lot.Shares.Select(s => new { s.ContractorCode, SharePercent = s.Percent }),
            OpenOrdersMax = lot.OpenOrdersMax ?? ContractorLimits.OpenOrdersMax,
            EffectiveFrom = StartOf(lot.EffectiveFrom),
            EffectiveTo = lot.EffectiveTo is { } to ? StartOf(to) : (DateTimeOffset?)null,
            lot.MonthlyFeeCny,
        },
    };

    private object SegmentBody(WorldSegment segment)
    {
        var places = world.World.Places;
        var (a, z) = (places.First(p => p.Id == segment.APlaceId), places.First(p => p.Id == segment.ZPlaceId));
        return new
        {
            segment.Code,
            Name = segment.NameZh,
            AssetClass = segment.CableLevel,
            segment.AreaClass,
            segment.Region,
            County = segment.County ?? segment.Region,
            Line = new { SheathKm = (decimal)segment.LengthKm, AEnd = a.NameZh, ZEnd = z.NameZh },
        };
    }

    private static object StationBody(WorldStation station) => new
    {
        station.Code,
        Name = station.NameZh,
        AssetClass = $"station-{station.Class.ToLowerInvariant()}",
        station.AreaClass,
        station.Region,
        station.County,
        station.Tags,
        Position = new { station.Longitude, station.Latitude },
        Station = new { BatteryMinutes = (int)Math.Round(station.BatteryHours * 60) },
    };

    private DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, world.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
