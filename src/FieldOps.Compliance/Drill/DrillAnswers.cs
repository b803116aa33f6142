using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using FieldOps.Compliance.Reports;
using FieldOps.Platform.Export;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Compliance.Drill;

/// <summary>Rows behind a figure, as a page or as a file of all of them.</summary>
internal static class DrillAnswers
{
    public static async Task<IResult> AnswerAsync<TRow>(
        DrillQuestion question, PageQuery page, string? format, DrillShape<TRow> shape,
        CancellationToken cancellationToken)
    {
        var position = question.Desk.Position;
        if (format is not (null or "json"))
        {
            return await ExportAsync(question, format, shape, cancellationToken);
        }

        if (DrillPlace.Of(page) is not { } place)
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await question.ReadAsync(place, page.Limit + 1, cancellationToken);
        var cut = page.ToPage(rows, r => r.Place.ToKey(), position);
        return HttpAnswers.From(new Page<TRow>([.. cut.Items.Select(shape.Row)], cut.Next, position));
    }

    private static async Task<IResult> ExportAsync<TRow>(
        DrillQuestion question, string format, DrillShape<TRow> shape, CancellationToken cancellationToken)
    {
        if (format == "xlsx" && await question.ExceedsAsync(Workbook.RowsMax - 1, cancellationToken))
        {
            return HttpAnswers.Refuse(
                SlaNames.ExportTooLarge, ("rowsMax", Workbook.RowsMax.ToString(CultureInfo.InvariantCulture)));
        }

        return ExportResult.Of(
            new ExportTable(shape.File, shape.Sheet, shape.Columns, CellsAsync(question, shape, cancellationToken)),
            format);
    }

    private static async IAsyncEnumerable<object?[]> CellsAsync<TRow>(
        DrillQuestion question, DrillShape<TRow> shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var place = DrillPlace.Start; ;)
        {
            var rows = await question.ReadAsync(place, PageQuery.LimitMax, cancellationToken);
            foreach (var row in rows)
            {
                yield return shape.Cells(shape.Row(row));
            }

            if (rows.Count < PageQuery.LimitMax)
            {
                yield break;
            }

            place = rows[^1].Place;
        }
    }
}

/// <summary>What is asked.</summary>
internal sealed record DrillQuestion(SlaAsked Asked, DrillWish Wish, DrillRules Rules, ReportDesk Desk)
{
    private readonly DrillReader _reader = new(Desk.Database, Desk.Figures, Desk.Zone);

    public Task<List<DrillRow>> ReadAsync(DrillPlace after, int limit, CancellationToken cancellationToken) =>
        _reader.ReadAsync(Asked, Wish, Rules, after, limit, cancellationToken);

    /// <summary>Whether more rows than so many can stand behind the figure, as the cells tell.</summary>
    public async Task<bool> ExceedsAsync(long rowsMax, CancellationToken cancellationToken)
    {
        var measures = Wish.Verdicts.IsEmpty ? [Closed.Measures.Orders] : Figures.FigureReader.ClocksOf(Asked);
        var groups = await Desk.Figures.ReadAsync(Asked, [], measures, cancellationToken);
        return groups![0].ByGround.Values.Sum(t => t.Judged + t.Unjudged) > rowsMax;
    }
}

/// <summary>How rows look.</summary>
/// <param name="File">Name of the file, without its ending.</param>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Row">The HTTP model of a row.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record DrillShape<TRow>(
    string File,
    string Sheet,
    ImmutableArray<ExportColumn> Columns,
    Func<DrillRow, TRow> Row,
    Func<TRow, object?[]> Cells);
