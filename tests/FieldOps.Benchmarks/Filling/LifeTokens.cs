using System.Globalization;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Benchmarks.Filling;

/// <summary>The names and ids of one order's life, by which one copy differs from the next.</summary>
/// <param name="AssetCode">The asset's code.</param>
/// <param name="County">Its county: decides lot and contractor.</param>
/// <param name="Sequence">Which ticket of the asset, from 1.</param>
/// <param name="OrderNumber">The order's number.</param>
internal sealed record LifeTokens(string AssetCode, string County, int Sequence, string OrderNumber)
{
    public const string Tenant = "default";

    /// <summary>The life that is folded once.</summary>
    public static LifeTokens Template { get; } = new("BENCH-TEMPLATE", "bench-template", 9_999, "GD-TEMPLATE");

    public Guid AssetId { get; } = AssetIds.Of(Tenant, AssetCode);

    public Guid TicketId { get; } = AssetIds.TicketOf(AssetIds.Of(Tenant, AssetCode), Sequence);

    public Guid OrderId { get; } =
        WorkOrderEntity.IdForTicket(AssetIds.TicketOf(AssetIds.Of(Tenant, AssetCode), Sequence));

    public Guid ContractorId { get; } = ContractorIds.Contractor(Tenant, ContractorCodeOf(County));

    public Guid LotId { get; } = ContractorIds.Lot(Tenant, LotCodeOf(County));

    public string TicketNumber { get; } =
        string.Create(CultureInfo.InvariantCulture, $"GZ-{AssetCode}-{Sequence:0000}");

    public string ContractorCode => ContractorCodeOf(County);

    /// <summary>The n-th of the counties.</summary>
    public static string CountyOf(int n) => string.Create(CultureInfo.InvariantCulture, $"county-{n:00}");

    public static string ContractorCodeOf(string county) => "C-" + county;

    public static string LotCodeOf(string county) => "L-" + county;

    /// <summary>All that differs, the longer before what it contains.</summary>
    public string[] Values() =>
    [
        TicketNumber, AssetId.ToString("D"), TicketId.ToString("D"), OrderId.ToString("D"), ContractorId.ToString("D"),
        ContractorId.ToString("N"), LotId.ToString("D"), ContractorCode, AssetCode, County, OrderNumber,
    ];
}
