using FieldOps.Domain.Contractors;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>A contractor to register.</summary>
internal sealed record ContractorBody(
    string Code, ContractorKind Kind, string NameZh, string NameEn, string? Organisation = null)
{
    /// <summary>The company's code as it is kept.</summary>
    public string? Company() => Organisation is null ? null : ContractorIds.Organisation(Organisation);
}

/// <summary>The company behind an entry.</summary>
internal sealed record OrganisationBody(string Organisation);

/// <summary>A contractor as it shall stand in the register under the code of the address.</summary>
internal sealed record ContractorEntryBody(
    ContractorKind Kind, string NameZh, string NameEn, string? Organisation = null);

/// <summary>A change of standing.</summary>
internal sealed record StandingBody(ContractorStanding To, string Reason);

/// <summary>Up to 1,000 items, each with its own outcome.</summary>
internal sealed record BatchBody<TItem>(IReadOnlyList<TItem> Items) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults()
    {
        if (Items.Count is < 1 or > BatchAnswer.ItemsMax)
        {
            return [new JsonFault("$.items", "wrong-value", $"1 to {BatchAnswer.ItemsMax} items")];
        }

        return Items.Index().SelectMany(i => FaultsOf(i.Item, $"$.items[{i.Index}]"));
    }

    // Annotations do not reach the elements of a list: a null among them is found here.
    private static IEnumerable<JsonFault> FaultsOf(TItem item, string path) => item switch
    {
        null => [new JsonFault(path, "null", "object")],
        ICheckedBody body => body.Faults().Select(f => f with { Path = path + f.Path[1..] }),
        _ => [],
    };
}

/// <summary>A contractor of the register.</summary>
internal sealed record ContractorModel(
    Guid ContractorId,
    string Code,
    ContractorKind Kind,
    string NameZh,
    string NameEn,
    ContractorStanding Standing,
    string? StandingReason,
    DateTimeOffset StandingSince,
    string? Organisation = null)
{
    public static ContractorModel Of(object view)
    {
        var state = (ContractorState)view;
        return new(
            state.ContractorId, state.Code, state.Kind, state.NameZh, state.NameEn, state.Standing,
            state.StandingReason, state.StandingSince, state.Organisation);
    }
}
