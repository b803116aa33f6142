using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Quarters;

namespace FieldOps.Assessment.Quarters;

/// <summary>Which quarter to draw up for every contractor, and why again where one was drawn up before.</summary>
internal sealed record DrawQuartersBody(string Quarter, string? Reason = null);

/// <summary>Why there is another edition; not needed for the first.</summary>
internal sealed record DrawQuarterBody(string? Reason = null);

/// <summary>Which edition is signed.</summary>
internal sealed record SignQuarterBody(int Edition);

/// <summary>
/// A quarter: its settled months added up, what is not settled yet listed without counting, and the settlement that was
/// drawn up of it.
/// </summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="Quarter"><c>yyyy-Qn</c>.</param>
/// <param name="MonthsSettled">How many months are settled.</param>
/// <param name="TotalCny">What they add up to now.</param>
/// <param name="Months">Those with a sheet, in order.</param>
/// <param name="IsOutdated">
/// Months have other sheets by now than the newest edition; false before the first edition.
/// </param>
/// <param name="PaidCny">What all editions paid together.</param>
/// <param name="Editions">In the order of drawing up; the last one holds.</param>
internal sealed record QuarterModel(
    string ContractorCode,
    string Quarter,
    int MonthsSettled,
    decimal TotalCny,
    IReadOnlyList<QuarterMonthModel> Months,
    bool IsOutdated,
    decimal PaidCny,
    IReadOnlyList<QuarterEditionModel> Editions);

/// <summary>A month of a quarter.</summary>
internal sealed record QuarterMonthModel(string Month, MonthStatus Status, decimal? Score, decimal? TotalCny);

/// <summary>An edition of the settlement.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Status">How far it has come: drawn, confirmed, settled.</param>
/// <param name="TotalCny">What its months add up to.</param>
/// <param name="PayCny">What it paid beside earlier editions; absent until settled.</param>
/// <param name="Reason">Why there is another edition; absent for the first.</param>
/// <param name="Sheets">The months and their sheets.</param>
/// <param name="DrawnBy">Who drew it up.</param>
/// <param name="DrawnAt">When.</param>
/// <param name="Confirmed">The contractor's signature.</param>
/// <param name="Settled">The department's signature.</param>
internal sealed record QuarterEditionModel(
    int Number,
    QuarterStatus Status,
    decimal TotalCny,
    decimal? PayCny,
    string? Reason,
    IReadOnlyList<QuarterSheet> Sheets,
    string DrawnBy,
    DateTimeOffset DrawnAt,
    QuarterSignature? Confirmed,
    QuarterSignature? Settled)
{
    public static QuarterEditionModel Of(QuarterEdition edition) => new QuarterEditionModel(
        edition.Number, QuarterStatus.Drawn, edition.TotalCny, edition.PayCny, edition.Reason,
        [.. edition.Months.Select(m => m.Sheet())], edition.DrawnBy, edition.DrawnAt,
        edition.Confirmed, edition.Settled).AsSigned();

    /// <summary>The same with the status that its signatures make.</summary>
    public QuarterEditionModel AsSigned() => this with
    {
        Status = Settled is not null ? QuarterStatus.Settled
            : Confirmed is not null ? QuarterStatus.Confirmed
            : QuarterStatus.Drawn,
    };
}

/// <summary>How far an edition has come.</summary>
internal enum QuarterStatus
{
    /// <summary>Drawn up.</summary>
    Drawn,

    /// <summary>The contractor has signed.</summary>
    Confirmed,

    /// <summary>The department head has signed, and it is paid.</summary>
    Settled,
}

/// <summary>A line of the list of quarterly settlements.</summary>
internal sealed record QuarterLineModel(
    string ContractorCode, string Quarter, decimal PaidCny, QuarterEditionModel Latest);
