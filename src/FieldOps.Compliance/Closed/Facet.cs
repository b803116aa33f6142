using FieldOps.Domain.Kernel;

namespace FieldOps.Compliance.Closed;

/// <summary>The words by which ended orders are counted; orders of one facet differ in nothing counted.</summary>
internal sealed class Facet : IEquatable<Facet>
{
    // What cannot stand in a code or a name, so that two facets never make one text.
    private const char Between = '\u001f';

    private static readonly Guid s_space = new("0e6a63d6-2f7e-4a57-9a6d-6f2c1f0b9b41");

    private Guid?[]? _cells;
    private Guid? _id;

    public required string Tenant { get; init; }

    /// <summary>Month of the trouble, yyyy-MM in the host's zone.</summary>
    public required string Month { get; init; }

    public required string Region { get; init; }

    public required string County { get; init; }

    public required string AssetClass { get; init; }

    /// <summary>The fault's level, X.733 word.</summary>
    public required string Severity { get; init; }

    /// <summary>Empty when nobody had it.</summary>
    public required Guid ContractorId { get; init; }

    public required string ContractorCode { get; init; }

    /// <summary>Empty when it came by no lot.</summary>
    public required Guid LotId { get; init; }

    public required string WorkKind { get; init; }

    /// <summary>Who answers for the fault, or why the order is counted nowhere: <see cref="Grounds"/>.</summary>
    public required string Ground { get; init; }

    /// <summary>Follows from the words, so that a rebuild makes the same.</summary>
    public Guid Id => _id ??= IdOf(Roll.Finest, string.Empty);

    /// <summary>
    /// Id of the cell that counts this facet in a roll: the words that the roll does not know are left out.
    /// </summary>
    public Guid CellOf(Roll roll) => (_cells ??= new Guid?[Roll.All.Length])[roll.Number] ??= IdOf(roll, "roll");

    public bool Equals(Facet? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as Facet);

    public override int GetHashCode() => Id.GetHashCode();

    private Guid IdOf(Roll roll, string kind) => NameBasedId.Of(s_space, string.Join(
        Between,
        kind,
        kind.Length == 0 ? Ground : $"{roll.Number}",
        Tenant,
        Month,
        roll.Has(Dimensions.Region) ? Region : "",
        roll.Has(Dimensions.County) ? County : "",
        roll.Has(Dimensions.AssetClass) ? AssetClass : "",
        roll.Has(Dimensions.Severity) ? Severity : "",
        roll.Has(Dimensions.Contractor) ? $"{ContractorId:N}{ContractorCode}" : "",
        roll.Has(Dimensions.Lot) ? $"{LotId:N}" : "",
        roll.Has(Dimensions.WorkKind) ? WorkKind : ""));
}
