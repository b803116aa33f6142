using FieldOps.Domain.Kernel;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary>Which clocks a question is about; a contractor's people ask about their own orders only.</summary>
internal sealed record SlaFilter(
    string Tenant, string? Region, string? County, string? AssetClass, Guid? Contractor, string? Clock)
{
    /// <summary>The conditions on the columns that board and results share; parameters are named.</summary>
    public const string Sql = """
        tenant = @tenant
        and (@region::text is null or region = @region)
        and (@county::text is null or county = @county)
        and (@asset_class::text is null or asset_class = @asset_class)
        and (@contractor::uuid is null or contractor_id = @contractor)
        and (@clock::text is null or clock = @clock)
        """;

    /// <summary>The filter, or why it cannot be.</summary>
    public static (SlaFilter? Filter, Refusal? Refusal) Of(
        ApiCall call, string? region, string? county, string? assetClass, Guid? contractor, string? clock)
    {
        if (clock is not null && !SlaNames.Clocks.Contains(clock))
        {
            return (null, Refusal.Of(
                RequestRefusals.ParameterInvalid,
                ("parameter", "clock"),
                ("expected", string.Join(" | ", SlaNames.Clocks))));
        }

        if (call.By.ContractorId is { } own && contractor is { } asked && asked != own)
        {
            return (null, Refusal.Of(SlaNames.NotOwn));
        }

        return (
            new SlaFilter(
                call.Tenant,
                Given(region),
                Given(county),
                Given(assetClass),
                call.By.ContractorId ?? contractor,
                Given(clock)),
            null);
    }

    public void AddTo(NpgsqlCommand command)
    {
        command.Parameters.Add(new("tenant", Tenant));
        command.AddNullable("region", Region);
        command.AddNullable("county", County);
        command.AddNullable("asset_class", AssetClass);
        command.AddNullable("contractor", Contractor);
        command.AddNullable("clock", Clock);
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
