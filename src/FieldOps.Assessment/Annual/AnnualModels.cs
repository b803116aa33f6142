using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Assessment.Annual;

/// <summary>
/// By which composite, needed where the rules of the year name none; and why there is another edition, not needed for
/// the first.
/// </summary>
internal sealed record DrawUpAnnualBody(string? Composite = null, string? Reason = null);

/// <summary>
/// Which year, <c>yyyy</c>, of every contractor; and by which composite, needed where the rules of the year name none.
/// </summary>
internal sealed record DrawUpAnnualsBody(string Year, string? Composite = null);

/// <summary>Which edition is signed.</summary>
internal sealed record AnnualEditionBody(int Edition);

/// <summary>Which edition is objected to, and why.</summary>
internal sealed record ObjectToAnnualBody(int Edition, string Reason);

/// <summary>Which edition's objection is answered, and what.</summary>
internal sealed record AnswerAnnualBody(int Edition, string Answer);

/// <summary>A year's assessment.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="Year"><c>yyyy</c>.</param>
/// <param name="IsOutdated">
/// Months have other sheets by now than the newest edition, come to other tables, are open, or have late facts that
/// nothing has counted.
/// </param>
/// <param name="Approved">Number of the edition that holds; absent while none is approved.</param>
/// <param name="Editions">In the order of drawing up.</param>
/// <param name="Content">The edition that was asked for, the newest where none was, with all that it says.</param>
internal sealed record AnnualModel(
    string ContractorCode,
    string Year,
    bool IsOutdated,
    int? Approved,
    IReadOnlyList<AnnualEditionModel> Editions,
    AnnualContentModel Content);

/// <summary>An edition in short.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="CompositeId">What weighed it.</param>
/// <param name="CompositeVersion">Its version.</param>
/// <param name="Score">The year's score; absent without one.</param>
/// <param name="Grade">Its letter.</param>
/// <param name="PartsMissing">Parts without a score.</param>
/// <param name="Reason">Why there is another edition; absent for the first.</param>
/// <param name="Sources">The months and their sheets.</param>
/// <param name="DrawnBy">Who drew it up.</param>
/// <param name="DrawnAt">When.</param>
/// <param name="WaitsUntil">Until when the contractor's word is waited for.</param>
/// <param name="Confirmed">The contractor's signature.</param>
/// <param name="Objection">The contractor's objection and its answer.</param>
/// <param name="Approved">The department's signature.</param>
internal sealed record AnnualEditionModel(
    int Number,
    AnnualStatus Status,
    string CompositeId,
    int CompositeVersion,
    decimal? Score,
    string? Grade,
    int PartsMissing,
    string? Reason,
    IReadOnlyList<AnnualSource> Sources,
    string DrawnBy,
    DateTimeOffset DrawnAt,
    DateTimeOffset? WaitsUntil,
    AnnualSignature? Confirmed,
    AnnualObjection? Objection,
    AnnualSignature? Approved)
{
    public static AnnualEditionModel Of(AnnualEdition edition) => new AnnualEditionModel(
        edition.Number, AnnualStatus.DrawnUp, edition.Sheet.CompositeId, edition.Sheet.Version, edition.Sheet.Score,
        edition.Sheet.Grade, edition.Sheet.PartsMissing, edition.Reason, edition.Sources(), edition.DrawnBy,
        edition.DrawnAt, edition.WaitsUntil, edition.Confirmed, edition.Objection, edition.Approved).AsSigned();

    /// <summary>The same with the status that what people said to it makes.</summary>
    public AnnualEditionModel AsSigned() => this with
    {
        Status = Approved is not null ? AnnualStatus.Approved
            : Confirmed is not null ? AnnualStatus.Confirmed
            : Objection is not null ? AnnualStatus.Objected
            : AnnualStatus.DrawnUp,
    };
}

/// <summary>How far an edition has come.</summary>
internal enum AnnualStatus
{
    /// <summary>Drawn up: the contractor is asked to confirm.</summary>
    DrawnUp,

    /// <summary>The contractor has objected.</summary>
    Objected,

    /// <summary>The contractor has signed.</summary>
    Confirmed,

    /// <summary>The department head has signed: the year is decided.</summary>
    Approved,
}

/// <summary>All that an edition says.</summary>
/// <param name="Edition">Its number.</param>
/// <param name="Sheet">The parts with weight and score, and what they come to.</param>
/// <param name="Tables">The tables behind the parts.</param>
/// <param name="Months">The months that it rests on.</param>
internal sealed record AnnualContentModel(
    int Edition, CompositeSheet Sheet, IReadOnlyList<AnnualTableModel> Tables, IReadOnlyList<AnnualMonth> Months)
{
    public static AnnualContentModel Of(AnnualEdition edition) => new(
        edition.Number, edition.Sheet, [.. edition.Tables.Select(AnnualTableModel.Of)], edition.Months);
}

/// <summary>A table over the year.</summary>
/// <param name="SchemeId">Its scheme.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="Kind">Monthly, daily, special, annual or year-end.</param>
/// <param name="TitleZh">The scheme's title.</param>
/// <param name="TitleEn">The scheme's title.</param>
/// <param name="Score">To 0.01; absent without one.</param>
/// <param name="Months">The months that it is the mean of.</param>
/// <param name="Sheets">Its own sheets, where no month has one.</param>
internal sealed record AnnualTableModel(
    string SchemeId,
    int SchemeVersion,
    SheetKind Kind,
    string TitleZh,
    string TitleEn,
    decimal? Score,
    IReadOnlyList<TableMonth> Months,
    IReadOnlyList<AnnualTableSheetModel> Sheets)
{
    public static AnnualTableModel Of(PeriodTable table) => new(
        table.SchemeId, table.SchemeVersion, table.Kind, table.TitleZh, table.TitleEn, table.Score, table.Months,
        [.. table.Sheets.Select(s => new AnnualTableSheetModel(s.Month, SheetModel.Of(s.Sheet)))]);
}

/// <summary>A sheet of a table's own: of a month, or of the whole year.</summary>
internal sealed record AnnualTableSheetModel(string? Month, SheetModel Sheet);

/// <summary>A line of the list of annual assessments.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="Year"><c>yyyy</c>.</param>
/// <param name="Latest">What was drawn up last.</param>
/// <param name="Approved">The edition that holds; absent while none is approved.</param>
internal sealed record AnnualLineModel(
    string ContractorCode, string Year, AnnualEditionModel Latest, AnnualEditionModel? Approved)
{
    public static AnnualLineModel Of(AnnualState state) => new(
        state.Year!.ContractorCode, state.Year.Year, AnnualEditionModel.Of(state.Latest()!),
        state.Approved() is { } approved ? AnnualEditionModel.Of(approved) : null);
}
