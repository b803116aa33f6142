using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Compliance.Figures;
using FieldOps.Compliance.Register;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Export;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace FieldOps.Compliance.Reports;

/// <summary>What every report of this slice works with.</summary>
internal sealed class ReportDesk(
    NpgsqlDataSource database,
    IFeedProgress progress,
    PolicySet<CompliancePolicy> policies,
    IAppClock clock,
    TimeZoneInfo zone)
{
    private const string LotsSql = "select lot_id, code from compliance_register.lot where tenant = $1";

    public NpgsqlDataSource Database => database;

    public FigureReader Figures { get; } = new(database);

    public TimeZoneInfo Zone => zone;

    public DateTimeOffset Now => clock.Now;

    public CompliancePolicy Policy => SlaPolicies.At(policies, clock.Now);

    /// <summary>Taken before anything is read: what is read reflects at least this.</summary>
    public long Position => Math.Min(
        progress.PositionOf(SlaNames.Projection), progress.PositionOf(RegisterProjection.Schema));

    /// <summary>The lots' codes by id, when the groups name lots; else none.</summary>
    public async Task<ImmutableDictionary<string, string>> LotsAsync(
        string tenant, ImmutableArray<Grouping> by, CancellationToken cancellationToken)
    {
        var codes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (by.All(g => g.Name != "lot"))
        {
            return codes.ToImmutable();
        }

        await using var command = database.CreateCommand(LotsSql);
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            codes[rows.GetGuid(0).ToString("D")] = rows.GetString(1);
        }

        return codes.ToImmutable();
    }

    /// <summary>A group's words by name; a lot's code stands beside its id.</summary>
    public static IReadOnlyDictionary<string, string> Named(
        ImmutableArray<Grouping> by, ImmutableArray<string> words, ImmutableDictionary<string, string> lots)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < by.Length; i++)
        {
            named[by[i].Name] = words[i];
            if (by[i].Name == "lot")
            {
                named["lotCode"] = lots.GetValueOrDefault(words[i], string.Empty);
            }
        }

        return named;
    }

    public static IResult GroupByInvalid(IEnumerable<string> allowed) =>
        HttpAnswers.Refuse(SlaAsked.Invalid("groupBy", string.Join(" | ", allowed)));

    public static IResult TooManyGroups() => HttpAnswers.Refuse(
        SlaNames.GroupsTooMany, ("groupsMax", FigureReader.GroupsMax.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The report as JSON, or as a file when a format is named.</summary>
    public static IResult Answer(object report, long position, string? format, Func<ExportTable> table) =>
        format is null or "json" ? HttpAnswers.Ok(report, position) : ExportResult.Of(table(), format);

    /// <summary>The columns of the groups.</summary>
    public static IEnumerable<ExportColumn> Columns(ImmutableArray<Grouping> by)
    {
        foreach (var grouping in by)
        {
            yield return new ExportColumn(grouping.Zh, grouping.En);
            if (grouping.Name == "lot")
            {
                yield return new ExportColumn("标段编码", "lot");
            }
        }
    }

    /// <summary>The cells of those columns: of the last row, which adds up the others, the word for it.</summary>
    public static IEnumerable<object?> Cells(
        ImmutableArray<Grouping> by, IReadOnlyDictionary<string, string> group, bool isTotal)
    {
        var columns = Columns(by).Count();
        return isTotal
            ? Enumerable.Range(0, columns).Select(i => (object?)(i == 0 ? "合计 total" : null))
            : group.Values;
    }
}
