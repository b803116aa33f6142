using System.Collections.Immutable;
using System.Reflection;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary>
/// What a question is about: the filter that all questions of this slice share, and the months of the trouble. A
/// contractor's people ask about their own orders only.
/// </summary>
internal sealed record SlaAsked : IEndpointParameterMetadataProvider
{
    private static readonly ImmutableArray<(string Name, string Description)> s_parameters =
    [
        ("region", "Region of the asset."), ("county", "County of the asset."), ("assetClass", "Class of the asset."),
        ("severity", "Level of the fault, X.733 word."), ("contractor", "Id of the contractor."),
        ("lot", "Id of the contract lot."), ("workKind", "Kind of work."),
        ("clock", "One clock: " + string.Join(", ", SlaNames.Clocks) + "."),
        ("from", "First month of the trouble, yyyy-MM."), ("to", "Last month, included, yyyy-MM."),
    ];

    public required string Tenant { get; init; }

    public string? Region { get; init; }

    public string? County { get; init; }

    public string? AssetClass { get; init; }

    public string? Severity { get; init; }

    public Guid? Contractor { get; init; }

    public Guid? Lot { get; init; }

    public string? WorkKind { get; init; }

    public string? Clock { get; init; }

    public required MonthRange Months { get; init; }

    /// <summary>Why it cannot be asked; null when it can.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The words that the filter uses.</summary>
    public Dimensions Words =>
        Used(Region, Dimensions.Region) | Used(County, Dimensions.County) | Used(AssetClass, Dimensions.AssetClass)
        | Used(Severity, Dimensions.Severity) | Used(Contractor, Dimensions.Contractor) | Used(Lot, Dimensions.Lot)
        | Used(WorkKind, Dimensions.WorkKind);

    /// <summary>
    /// The conditions on the columns that all tables of the slice share; only what was asked for stands in them, so
    /// that each question finds its index.
    /// </summary>
    public string Where => "tenant = @tenant" + string.Concat(Given().Select(g => $" and {g.Column} = @{g.Column}"));

    public static async ValueTask<SlaAsked> BindAsync(HttpContext context)
    {
        var call = await ApiCall.BindAsync(context);
        var query = context.Request.Query;
        var (contractor, badContractor) = IdOf(query, "contractor");
        var (lot, badLot) = IdOf(query, "lot");
        var (months, badMonth) = MonthRange.Of(Text(query, "from"), Text(query, "to"));
        var clock = Text(query, "clock");
        var badClock = clock is null || SlaNames.Clocks.Contains(clock)
            ? null : Invalid("clock", string.Join(" | ", SlaNames.Clocks));
        var foreign = call.By.ContractorId is { } own && contractor is { } other && other != own
            ? Refusal.Of(SlaNames.NotOwn) : null;
        return new SlaAsked
        {
            Tenant = call.Tenant,
            Region = Text(query, "region"),
            County = Text(query, "county"),
            AssetClass = Text(query, "assetClass"),
            Severity = Text(query, "severity"),
            Contractor = call.By.ContractorId ?? contractor,
            Lot = lot,
            WorkKind = Text(query, "workKind"),
            Clock = clock,
            Months = months ?? MonthRange.Open,
            Refusal = badContractor ?? badLot ?? badMonth ?? badClock ?? foreign,
        };
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var (name, description) in s_parameters)
        {
            builder.Metadata.Add(new QueryParameterTaken(name, "string", description));
        }
    }

    /// <summary>A parameter that does not hold what it should.</summary>
    public static Refusal Invalid(string parameter, string expected) =>
        Refusal.Of(RequestRefusals.ParameterInvalid, ("parameter", parameter), ("expected", expected));

    public void AddTo(NpgsqlCommand command)
    {
        command.Parameters.Add(new("tenant", Tenant));
        foreach (var (column, value) in Given())
        {
            command.Parameters.Add(new(column, value));
        }
    }

    private IEnumerable<(string Column, object Value)> Given()
    {
        (string Column, object? Value)[] all =
        [
            ("region", Region), ("county", County), ("asset_class", AssetClass), ("severity", Severity),
            ("contractor_id", Contractor), ("lot_id", Lot), ("work_kind", WorkKind),
        ];
        return all.Where(a => a.Value is not null).Select(a => (a.Column, a.Value!));
    }

    private static Dimensions Used(object? asked, Dimensions word) => asked is null ? Dimensions.None : word;

    private static string? Text(IQueryCollection query, string name) =>
        query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    private static (Guid? Id, Refusal? Refusal) IdOf(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? (null, null)
        : Guid.TryParse(text, out var id) ? (id, null)
        : (null, Invalid(name, "UUID"));
}

/// <summary>Refuses what cannot be asked before the endpoint sees it.</summary>
internal sealed class SlaAskedFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<SlaAsked>().FirstOrDefault()?.Refusal is { } refusal
            ? ValueTask.FromResult<object?>(HttpAnswers.Refuse(refusal))
            : next(context);
}
