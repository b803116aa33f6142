using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Sla;

namespace FieldOps.Compliance;

/// <summary>The words for clocks in rows, queries and answers, and the refusals of this slice.</summary>
internal static class SlaNames
{
    /// <summary>The projection, and the schema it owns.</summary>
    public const string Projection = "compliance";

    /// <summary>State of a clock on the board that neither rests nor is late.</summary>
    public const string Running = "running";

    public const string NotOwn = "sla.contractor-not-own";
    public const string GroupsTooMany = "sla.groups-too-many";
    public const string QuotaOfAssets = "sla.quota-of-assets";
    public const string ExportTooLarge = "sla.export-too-large";

    public static ImmutableArray<string> Clocks { get; } = [.. Enum.GetValues<ClockKind>().Select(Of)];

    public static string Of(ClockKind clock) => JsonNamingPolicy.KebabCaseLower.ConvertName(clock.ToString());
}
