using System.Collections.Immutable;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Export;

/// <summary>Answers with an exported table.</summary>
public static class ExportResult
{
    /// <summary>The formats that a caller may name.</summary>
    public static ImmutableArray<string> Formats { get; } = ["csv", "xlsx"];

    /// <summary>The table in the format; any other format is refused.</summary>
    /// <param name="table">Read once, while the answer is written.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public static IResult Of(ExportTable table, string? format) => format switch
    {
        "csv" => new CsvResult(table),
        "xlsx" => new WorkbookResult(table),
        _ => HttpAnswers.Refuse(
            RequestRefusals.ParameterInvalid, ("parameter", "format"), ("expected", string.Join(" | ", Formats))),
    };

    private static void Head(HttpResponse response, string type, string file)
    {
        response.ContentType = type;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
    }

    private sealed class CsvResult(ExportTable table) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            Head(httpContext.Response, "text/csv; charset=utf-8", table.Name + ".csv");
            await using var file = new CsvFile(httpContext.Response.Body);
            await file.RowAsync(table.Columns.Select(c => c.Heading));
            await foreach (var row in table.Rows.WithCancellation(httpContext.RequestAborted))
            {
                await file.RowAsync(row);
            }
        }
    }

    // A package is written to disk first: its parts cannot be written to the network without blocking a thread.
    private sealed class WorkbookResult(ExportTable table) : IResult
    {
        private const int BufferBytes = 65_536;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var file = new FileStream(
                Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite,
                FileShare.None, BufferBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            using (var book = new Workbook(file, table.Sheet))
            {
                using var sheet = book.NextSheet();
                sheet.Row(table.Columns.Select(c => c.Heading));
                await foreach (var row in table.Rows.WithCancellation(httpContext.RequestAborted))
                {
                    sheet.Row(row);
                }
            }

            Head(httpContext.Response, Workbook.MediaType, table.Name + ".xlsx");
            httpContext.Response.ContentLength = file.Length;
            file.Position = 0;
            await file.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}
