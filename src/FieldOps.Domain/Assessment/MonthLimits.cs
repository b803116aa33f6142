namespace FieldOps.Domain.Assessment;

/// <summary>Bounds of a contractor month; beyond them a command is refused.</summary>
public static class MonthLimits
{
    /// <summary>
    /// Orders of one contractor in one month: a province of 38 branches has about 5,000 a month in all.
    /// </summary>
    public const int OrdersMax = 50_000;

    /// <summary>Findings of one contractor in one month.</summary>
    public const int FindingsMax = 10_000;

    /// <summary>Breaches of one contractor in one month; each is a person's act.</summary>
    public const int ViolationsMax = 500;

    /// <summary>Marks of one contractor in one month: ten rules marked on every day, and room.</summary>
    public const int MarksMax = 2_000;

    /// <summary>Readings of one contractor in one month: every indicator on every day, and room.</summary>
    public const int ReadingsMax = 2_000;

    /// <summary>Highest figure of a reading: the minutes of a month of 20,000 stations.</summary>
    public const long ReadingMax = 1_000_000_000;

    /// <summary>Facts that people bring after the freeze of one month: more is no oversight any more.</summary>
    public const int LateOfPeopleMax = 1_000;

    /// <summary>Objections to the lines of one month.</summary>
    public const int DisputesMax = 200;

    /// <summary>
    /// Wishes to open one month again that others declined since it was last opened: two a week for a year.
    /// </summary>
    public const int DeclinedMax = 100;

    /// <summary>
    /// Replaced sheets of one month from which on none is replaced but by an objection to one of its lines, which have
    /// their own bound: two a week for a year.
    /// </summary>
    public const int ReplacedMax = 100;

    /// <summary>Works of one contractor in one month.</summary>
    public const int WorksMax = 2_000;

    /// <summary>Cables or people in one work.</summary>
    public const int WorkEntriesMax = 5_000;

    /// <summary>CNY of one work: more in a month is a slip of the pen.</summary>
    public const decimal WorkCnyMax = 100_000_000m;

    /// <summary>Lots that pay one contractor in one month.</summary>
    public const int FeeLinesMax = 500;

    /// <summary>Characters of a kind: one word of the scheme.</summary>
    public const int KindCharactersMax = 60;

    /// <summary>Characters of evidence or of a reason.</summary>
    public const int TextCharactersMax = 2_000;

    /// <summary>Management levels that a complaint can escalate: county, city, province, group, ministry.</summary>
    public const int LevelsMax = 5;
}
