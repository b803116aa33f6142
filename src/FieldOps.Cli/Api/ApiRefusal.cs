using System.Collections.Immutable;

namespace FieldOps.Cli.Api;

/// <summary>Why the API refused a call or an item of a batch.</summary>
/// <param name="Code">Stable dotted code.</param>
/// <param name="TitleEn">English.</param>
/// <param name="TitleZh">Chinese.</param>
/// <param name="Facts">What the refusal is about.</param>
/// <param name="Detail">What it says of this occurrence, where it does.</param>
public sealed record ApiRefusal(
    string Code,
    string TitleEn,
    string TitleZh,
    ImmutableSortedDictionary<string, string> Facts,
    string? Detail = null);
