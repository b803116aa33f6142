using System.ComponentModel.DataAnnotations;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Directory;
using Microsoft.Extensions.Options;

namespace FieldOps.WorkOrders;

/// <summary>Which register rules orders follow; section <c>FieldOps:Contractors</c>, as the register does.</summary>
internal sealed class CrewOptions
{
    public const string Section = "FieldOps:Contractors";

    /// <summary>Document of policies/register.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string RegisterPolicy { get; set; } = "default";
}

/// <summary>Finds out whether a person may take orders, as the register has it at the moment.</summary>
internal sealed class CrewRules(
    PolicyFolder folder,
    PolicyShelf shelf,
    IOptions<CrewOptions> options,
    IEntities entities,
    DirectoryCache directories,
    IAppClock clock)
{
    private readonly PolicySet<RegisterRules> _rules = folder.Load<RegisterRules>(RegisterRules.PolicyKind);

    /// <summary>The person that signs for a party; null when nothing is asked of it.</summary>
    public async Task<CrewMember?> TakerAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var member = await MemberAsync(call, call.By.Id, cancellationToken);
        return call.By.ContractorId is { } party && await IsHeldAsync(call.Tenant, party, member, cancellationToken)
            ? member
            : null;
    }

    /// <summary>A person, and whether a party's people need the certification.</summary>
    public async Task<(CrewMember Member, bool CertifiedOnly)> NamedAsync(
        ApiCall call, string person, Guid? party, CancellationToken cancellationToken)
    {
        var member = await MemberAsync(call, person, cancellationToken);
        var held = party is { } of && await IsHeldAsync(call.Tenant, of, member, cancellationToken);
        return (member, held);
    }

    private async Task<CrewMember> MemberAsync(ApiCall call, string person, CancellationToken cancellationToken)
    {
        var key = call.Key(PersonState.EntityType, PersonState.IdOf(call.Tenant, person));
        var state = (PersonState)(await entities.ReadAsync(key, cancellationToken)).State;
        return state.MemberAt(person, clock.Now);
    }

    private async Task<bool> IsHeldAsync(
        string tenant, Guid party, CrewMember member, CancellationToken cancellationToken) =>
        await ScopeAsync(tenant, cancellationToken) switch
        {
            CertificationScope.Everyone => true,
            CertificationScope.Registered => member.ContractorId is not null
                || await directories.HasPeopleAsync(tenant, party, cancellationToken),
            _ => false,
        };

    // Before the first version began, the first: old orders are imported too.
    private async Task<CertificationScope> ScopeAsync(string tenant, CancellationToken cancellationToken)
    {
        var rules = (await shelf.ReadAsync(tenant, cancellationToken)).Over(_rules);
        var id = options.Value.RegisterPolicy;
        return (rules.EffectiveAt(id, clock.Now) ?? rules.All.FirstOrDefault(r => r.Id == id))?.Certification
            ?? throw new PolicyFormatException($"{rules.Kind}/{id}", "there is none");
    }
}
