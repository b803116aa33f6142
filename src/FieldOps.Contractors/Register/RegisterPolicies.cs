using System.ComponentModel.DataAnnotations;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Options;

namespace FieldOps.Contractors.Register;

/// <summary>Which documents the register follows; section <c>FieldOps:Contractors</c>.</summary>
internal sealed class RegisterOptions
{
    public const string Section = "FieldOps:Contractors";

    /// <summary>Document of policies/register.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string RegisterPolicy { get; set; } = "default";

    /// <summary>Document of policies/contracts.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string ContractPolicy { get; set; } = "default";
}

/// <summary>
/// The rules of register and contracts: those that are shipped, checked once at the start, under those that a tenant
/// has approved since.
/// </summary>
internal sealed class RegisterPolicies
{
    private readonly PolicySet<RegisterRules> _register;
    private readonly PolicySet<ContractRules> _contracts;
    private readonly RegisterOptions _options;
    private readonly PolicyShelf _shelf;

    /// <exception cref="PolicyFormatException">A document cannot be used: the host does not start so.</exception>
    public RegisterPolicies(PolicyFolder folder, IOptions<RegisterOptions> options, PolicyShelf shelf)
    {
        (_options, _shelf) = (options.Value, shelf);
        _register = Checked(folder.Load<RegisterRules>(RegisterRules.PolicyKind), r => r.Faults());
        _contracts = Checked(folder.Load<ContractRules>(ContractRules.PolicyKind), c => c.Faults());
    }

    /// <summary>The register rules at an instant.</summary>
    public async Task<RegisterRules> RegisterAtAsync(
        string tenant, DateTimeOffset at, CancellationToken cancellationToken) =>
        EffectiveAt(
            (await _shelf.ReadAsync(tenant, cancellationToken)).Over(_register), _options.RegisterPolicy, at);

    /// <summary>The contract rules at an instant.</summary>
    public async Task<ContractRules> ContractsAtAsync(
        string tenant, DateTimeOffset at, CancellationToken cancellationToken) =>
        EffectiveAt(
            (await _shelf.ReadAsync(tenant, cancellationToken)).Over(_contracts), _options.ContractPolicy, at);

    // Before the first version began, the first: papers of long ago are imported too.
    private static TDocument EffectiveAt<TDocument>(PolicySet<TDocument> set, string id, DateTimeOffset at)
        where TDocument : class, IPolicyDocument =>
        set.EffectiveAt(id, at) ?? set.All.FirstOrDefault(d => d.Id == id)
            ?? throw new PolicyFormatException($"{set.Kind}/{id}", "there is none");

    private static PolicySet<TDocument> Checked<TDocument>(
        PolicySet<TDocument> set, Func<TDocument, IEnumerable<string>> faultsOf)
        where TDocument : class, IPolicyDocument
    {
        var faulty = set.All.FirstOrDefault(d => faultsOf(d).Any());
        return faulty is null
            ? set
            : throw new PolicyFormatException(
                $"{set.Kind}/{faulty.Id}.v{faulty.Version}", string.Join("; ", faultsOf(faulty)));
    }
}
