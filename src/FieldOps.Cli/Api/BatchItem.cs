using System.Collections.Immutable;
using System.Text.Json;

namespace FieldOps.Cli.Api;

/// <summary>What became of one item of a batch.</summary>
/// <param name="Index">Its place, 0 for the first.</param>
/// <param name="Outcome"><c>accepted</c>, <c>refused</c> or <c>unknown</c>.</param>
/// <param name="Value">The model of an acceptance.</param>
/// <param name="Version">The entity's version after it.</param>
/// <param name="Position">The log position of its last event.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="TitleEn">English.</param>
/// <param name="TitleZh">Chinese.</param>
/// <param name="Facts">What the refusal is about.</param>
public sealed record BatchItem(
    int Index,
    string Outcome,
    JsonElement? Value = null,
    int? Version = null,
    long? Position = null,
    string? Code = null,
    string? TitleEn = null,
    string? TitleZh = null,
    ImmutableSortedDictionary<string, string>? Facts = null)
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Unknown = "unknown";
}
