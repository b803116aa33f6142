using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Contractors;

/// <summary>
/// Links a listing across branches: every entry of the company is blacklisted, and comes back when an appeal lifts it.
/// </summary>
internal sealed class BadCreditReactor(ContractorRows rows, TimeZoneInfo zone) : Reactor
{
    public const string ReactorName = "bad-credit";

    private Dictionary<(string Tenant, string Organisation), Guid[]> _entries = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
        ["credit-record.listed.v1", "credit-record.appeal-decided.v1"];

    public override ImmutableArray<string> ReadsFrom => [ContractorsProjection.Schema];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        var keys = batch.Select(e => (e.Key.Tenant, OrganisationOf(e))).Distinct().ToArray();
        var found = await rows.OfOrganisationsAsync(keys, cancellationToken);
        _entries = found.GroupBy(f => (f.Tenant, f.Organisation))
            .ToDictionary(g => g.Key, g => g.Select(f => f.Id).ToArray());
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        var entries = _entries.GetValueOrDefault((happened.Key.Tenant, OrganisationOf(happened))) ?? [];
        ICommand? command = happened.Body switch
        {
            OrganisationListed e => new ChangeStanding(
                ContractorStanding.Blacklisted,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{e.Organisation} listed until {TimeZoneInfo.ConvertTime(e.Until, zone):yyyy-MM-dd HH:mm}")),
            ListingAppealDecided { Upheld: true } e => new ReinstateContractor(e.Reason),
            _ => null,
        };
        return command is null ? [] : entries.Select(id => new Reaction(
            new EntityKey(happened.Key.Tenant, ContractorIds.ContractorType, id), command));
    }

    private static string OrganisationOf(RecordedEvent happened) => happened.Body switch
    {
        OrganisationListed e => e.Organisation,
        ListingAppealDecided e => e.Organisation,
        _ => "",
    };
}
