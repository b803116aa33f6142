using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// What the assigned party writes when it hands an order back (回单; domain reference, section 5.5). People are ids,
/// evidence is hashes or references. Which fields are mandatory is data (<see cref="WorkOrderRules.ReplyFields"/>).
/// </summary>
public sealed record ReplyForm
{
    /// <summary>Longest text of one field, in characters: a paragraph, not an attachment.</summary>
    public const int TextCharsMax = 2000;

    /// <summary>Most items of one list.</summary>
    public const int ItemsMax = 50;

    /// <summary>What was seen (故障现象).</summary>
    public string? Phenomenon { get; init; }

    /// <summary>Fault type or cause code (故障类型).</summary>
    public string? FaultType { get; init; }

    /// <summary>Measures taken (处理措施).</summary>
    public string? Measures { get; init; }

    /// <summary>Device name and location.</summary>
    public string? Device { get; init; }

    /// <summary>Broken segments, by code.</summary>
    public ImmutableArray<string> BrokenSegments { get; init; } = [];

    /// <summary>Address of the break.</summary>
    public string? BreakAddress { get; init; }

    /// <summary>Reason of the break.</summary>
    public string? BreakReason { get; init; }

    /// <summary>WGS 84 degrees of the break.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>WGS 84 degrees of the break.</summary>
    public decimal? Longitude { get; init; }

    /// <summary>Service types and area affected.</summary>
    public string? AffectedServices { get; init; }

    /// <summary>Start of the impact on service.</summary>
    public DateTimeOffset? ImpactFrom { get; init; }

    /// <summary>End of the impact on service.</summary>
    public DateTimeOffset? ImpactTo { get; init; }

    /// <summary>Customer complaints caused.</summary>
    public int? Complaints { get; init; }

    /// <summary>Measurement after the repair.</summary>
    public string? Measurement { get; init; }

    /// <summary>Problems left over.</summary>
    public string? LeftOver { get; init; }

    /// <summary>Reported to the police.</summary>
    public bool? ReportedToPolice { get; init; }

    /// <summary>Insurance claimed.</summary>
    public bool? InsuranceClaimed { get; init; }

    /// <summary>Person id of the one responsible (负责人).</summary>
    public string? Responsible { get; init; }

    /// <summary>Person id of the tester (测试人员).</summary>
    public string? Tester { get; init; }

    /// <summary>Person id of the splicer (接续人员).</summary>
    public string? Splicer { get; init; }

    /// <summary>Materials used.</summary>
    public ImmutableArray<MaterialUsed> Materials { get; init; } = [];

    /// <summary>Hashes or references of photos and records.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>The words by which a rules document names the fields.</summary>
    public static ImmutableArray<string> FieldNames { get; } =
    [
        "phenomenon", "fault-type", "measures", "device", "broken-segments", "break-address", "break-reason",
        "position", "affected-services", "impact", "complaints", "measurement", "reported-to-police",
        "insurance-claimed", "responsible", "tester", "splicer", "materials", "evidence",
    ];

    /// <summary>Whether a field is filled; unknown words are.</summary>
    public bool Has(string field) => field switch
    {
        "phenomenon" => Filled(Phenomenon),
        "fault-type" => Filled(FaultType),
        "measures" => Filled(Measures),
        "device" => Filled(Device),
        "broken-segments" => BrokenSegments.Length > 0,
        "break-address" => Filled(BreakAddress),
        "break-reason" => Filled(BreakReason),
        "position" => Latitude is not null && Longitude is not null,
        "affected-services" => Filled(AffectedServices),
        "impact" => ImpactFrom is not null && ImpactTo is not null,
        "complaints" => Complaints is not null,
        "measurement" => Filled(Measurement),
        "reported-to-police" => ReportedToPolice is not null,
        "insurance-claimed" => InsuranceClaimed is not null,
        "responsible" => Filled(Responsible),
        "tester" => Filled(Tester),
        "splicer" => Filled(Splicer),
        "materials" => Materials.Length > 0,
        "evidence" => Evidence.Length > 0,
        _ => true,
    };

    /// <summary>True when no text and no list is over its limit.</summary>
    public bool IsWithinLimits() =>
        BrokenSegments.Length <= ItemsMax && Materials.Length <= ItemsMax && Evidence.Length <= ItemsMax
        && Texts().All(t => t is null || t.Length <= TextCharsMax);

    private static bool Filled(string? text) => !string.IsNullOrWhiteSpace(text);

    private IEnumerable<string?> Texts() =>
    [
        Phenomenon, FaultType, Measures, Device, BreakAddress, BreakReason, AffectedServices, Measurement, LeftOver,
        Responsible, Tester, Splicer, .. BrokenSegments, .. Evidence, .. Materials.Select(m => m.Code),
    ];
}

/// <summary>Material used on an order.</summary>
/// <param name="Code">Material code.</param>
/// <param name="Quantity">How much, above 0.</param>
/// <param name="Unit">Unit word: <c>m</c>, <c>piece</c>.</param>
public sealed record MaterialUsed(string Code, decimal Quantity, string Unit);
