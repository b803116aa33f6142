using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Assets;

/// <summary>An asset as callers send it. What is missing is refused by name, in a batch item by item.</summary>
internal sealed record AssetBody(
    string? Code = null,
    string? Name = null,
    string? AssetClass = null,
    string? AreaClass = null,
    string? Region = null,
    string? County = null,
    ImmutableArray<string>? Tags = null,
    string? Settlement = null,
    GeoPoint? Position = null,
    LineAttributes? Line = null,
    StationAttributes? Station = null)
{
    public AssetProfile ToProfile() => new(
        Code ?? string.Empty,
        Name ?? string.Empty,
        AssetClass ?? string.Empty,
        AreaClass ?? string.Empty,
        Region ?? string.Empty,
        County ?? string.Empty,
        Tags is { IsDefaultOrEmpty: false } tags
            ? [.. tags.Where(t => t is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : [],
        Settlement,
        Position,
        Line,
        Station);
}

internal sealed record AssetBatchBody(ImmutableArray<AssetBody> Items) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() => Items.Length is 0 or > BatchAnswer.ItemsMax
        ? [new JsonFault("$.items", "wrong-value", $"1 to {BatchAnswer.ItemsMax} items")]
        : [];
}

internal sealed record RetireBody(string Reason);

internal sealed record CutoverBody(DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>An asset as it stands, read from the log.</summary>
internal sealed record AssetModel(
    Guid AssetId,
    string EntityType,
    string Status,
    AssetProfile Profile,
    OpenTicket? Ticket,
    int ActiveAlarms,
    ImmutableArray<Cutover> Cutovers)
{
    public static AssetModel Of(AssetState state) => new(
        state.AssetId,
        state.EntityType,
        state.Retired ? "retired" : "active",
        state.Profile!,
        state.Faults.Ticket ?? state.Faults.Earlier.LastOrDefault(),
        state.Faults.Active.Length,
        state.Cutovers);
}

/// <summary>An asset in the list.</summary>
internal sealed record AssetRow(
    Guid AssetId,
    string EntityType,
    string Code,
    string Name,
    string AssetClass,
    string AreaClass,
    string Region,
    string County,
    string? Settlement,
    string[] Tags,
    double? Longitude,
    double? Latitude,
    decimal? SheathKm,
    int? BatteryMinutes,
    string Status);
