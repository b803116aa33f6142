using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace FieldOps.Platform.Http;

/// <summary>
/// Which page is wanted: <c>?limit=50&amp;cursor=…</c>. A list is read by key (<c>where key &gt; cursor order by key
/// limit n + 1</c>), so that a page costs the same however far it is.
/// </summary>
/// <param name="Limit">Items at most, 1 to 500; 50 when absent.</param>
/// <param name="Cursor">Opaque, from the page before; null for the first page.</param>
public sealed record PageQuery(int Limit, string? Cursor) : IEndpointParameterMetadataProvider
{
    /// <summary>Items of a page when nothing is said: a screen.</summary>
    public const int LimitDefault = 50;

    /// <summary>Items of a page at most: an answer stays below about a megabyte.</summary>
    public const int LimitMax = 500;

    /// <summary>Reads the query string.</summary>
    public static ValueTask<PageQuery> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = LimitDefault;
        if (query.TryGetValue("limit", out var text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= LimitMax))
        {
            throw RefusedRequestException.Of(RequestRefusals.PageLimitInvalid);
        }

        string? cursor = query["cursor"];
        return ValueTask.FromResult(new PageQuery(limit, string.IsNullOrEmpty(cursor) ? null : cursor));
    }

    /// <summary>
    /// The key after which this page begins, as <see cref="ToPage{T}"/> was given it; null for the first page.
    /// </summary>
    /// <param name="parts">
    /// How many parts a key of this list has. Another number is refused as page.cursor-invalid.
    /// </param>
    public IReadOnlyList<string>? After(int parts) =>
        Cursor is null ? null
        : PageCursor.TryRead(Cursor, parts, out var key) ? key
        : throw RefusedRequestException.Of(RequestRefusals.PageCursorInvalid);

    /// <summary>Makes the page out of <see cref="Limit"/> + 1 rows, or fewer when the list ends.</summary>
    /// <param name="rows">The rows read; a surplus one only tells that there is a next page.</param>
    /// <param name="keyOf">The parts of a row's key, invariant: instants as ISO 8601 with all digits.</param>
    /// <param name="position">The log position of the read model, taken before the rows were read.</param>
    public Page<T> ToPage<T>(IReadOnlyList<T> rows, Func<T, string[]> keyOf, long position)
    {
        if (rows.Count <= Limit)
        {
            return new Page<T>(rows, null, position);
        }

        var items = rows.Take(Limit).ToArray();
        return new Page<T>(items, PageCursor.Write(keyOf(items[^1])), position);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameterTaken(
            "limit", "integer", $"Items at most, 1 to {LimitMax}; {LimitDefault} when absent."));
        builder.Metadata.Add(new QueryParameterTaken("cursor", "string", "The cursor `next` of the page before."));
    }
}
