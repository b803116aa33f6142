namespace FieldOps.Domain.Kernel;

/// <summary>
/// A rule set as data: limits, weights, targets, prices. Implementations are sealed records whose members are the
/// members of the JSON document; a version is never changed once it has been used, a new one is added.
/// </summary>
public interface IPolicyDocument
{
    /// <summary>Stable id of the rule set over all its versions: lower case, 1 to 60 characters of [a-z0-9-].</summary>
    string Id { get; }

    /// <summary>Version, 1 for the first.</summary>
    int Version { get; }

    /// <summary>From this instant on (inclusive) the version holds, until a later one begins.</summary>
    DateTimeOffset EffectiveFrom { get; }
}
