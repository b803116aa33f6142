using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>Bounds of what a register entry or a lot may hold; beyond them a command is refused.</summary>
public static class ContractorLimits
{
    /// <summary>Characters of a code: fits a column of a paper sheet.</summary>
    public const int CodeCharactersMax = 40;

    /// <summary>Characters of a name in one language.</summary>
    public const int NameCharactersMax = 200;

    /// <summary>Characters of a reason.</summary>
    public const int ReasonCharactersMax = 1_000;

    /// <summary>Amendments of one contract that both sides agreed to: one a month for sixteen years.</summary>
    public const int AmendmentsMax = 200;

    /// <summary>Earlier terms that one lot keeps: it is amended twice a week for ten years.</summary>
    public const int LotTermsMax = 1_000;

    /// <summary>Contractors that share one lot: beyond that a share is no longer a crew's month of work.</summary>
    public const int SharesMax = 50;

    /// <summary>Areas, asset classes or work kinds of one lot: all counties of the country are about 2,900.</summary>
    public const int ListEntriesMax = 3_000;

    /// <summary>Open orders per contractor that a lot may allow at most: a typing error guard.</summary>
    public const int OpenOrdersMax = 100_000;

    /// <summary>Fee in CNY a month that a lot may name at most: a typing error guard.</summary>
    public const decimal MonthlyFeeCnyMax = 10_000_000_000m;

    /// <summary>True for 1 to <see cref="CodeCharactersMax"/> letters, digits, dots, dashes or underscores.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: > 0 and <= CodeCharactersMax }
        && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>
    /// True for a text that is not blank, not longer than <paramref name="charactersMax"/>, and without control
    /// characters but line ends and tabs.
    /// </summary>
    public static bool IsText(string? text, int charactersMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= charactersMax
        && !text.Any(ControlCharacter.Is);
}
