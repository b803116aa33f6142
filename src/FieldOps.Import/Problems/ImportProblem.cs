namespace FieldOps.Import;

/// <summary>What is wrong with one place of an input file: a value, never an exception.</summary>
/// <param name="Code">Stable dotted code, such as <c>import.csv.not-a-number</c>.</param>
/// <param name="Line">Line in the file, from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Character in the line, from 1, when one can be named.</param>
/// <param name="Facts">The values the texts were made from.</param>
/// <param name="TextEn">The sentence in English.</param>
/// <param name="TextZh">The sentence in Chinese.</param>
public sealed record ImportProblem(
    string Code,
    int Line,
    int? Column,
    IReadOnlyDictionary<string, string> Facts,
    string TextEn,
    string TextZh);
