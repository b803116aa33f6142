using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>
/// Which work on which asset may be outsourced (domain reference, section 2.4): a document with a version. The first
/// line that matches decides.
/// </summary>
/// <param name="Id">Operator policy: <c>seed-0</c>, <c>mobile-operator</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="NameEn">Shown to people.</param>
/// <param name="NameZh">Shown to people.</param>
/// <param name="Switches">Readings that the source leaves open, by name: <c>repairWithLine</c>.</param>
/// <param name="Lines">In order.</param>
/// <param name="Otherwise">What holds where no line matches; it names no asset class, settlement or work kind.</param>
/// <param name="Contracts">When an outside contractor needs a contract in force to be given orders of a lot.</param>
/// <param name="Qualifications">
/// What an expired qualification of an outside company means; null: it excludes.
/// </param>
public sealed record ScopePolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    string NameEn,
    string NameZh,
    ImmutableSortedDictionary<string, bool> Switches,
    ImmutableArray<ScopeLine> Lines,
    ScopeLine Otherwise,
    ContractDemand Contracts = ContractDemand.OnFile,
    QualificationDemand? Qualifications = null) : IPolicyDocument
{
    private const int LinesMax = 500;

    /// <summary>What it asks of outside contractors.</summary>
    public DispatchDemands Demands() => new(Contracts, Qualifications ?? QualificationDemand.Excludes);

    /// <summary>What the policy says of this work. Total: <see cref="Otherwise"/> catches the rest.</summary>
    public ScopeVerdict VerdictOn(AssetFacts asset, string workKind)
    {
        var line = Otherwise;
        foreach (var candidate in Lines)
        {
            if (candidate.Covers(asset.AssetClass, asset.Settlement, workKind, Switches))
            {
                line = candidate;
                break;
            }
        }

        return new ScopeVerdict(Id, Version, line.Id, line.Outcome, line.Source);
    }

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public ImmutableArray<string> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (string.IsNullOrWhiteSpace(Id) || Version < 1)
        {
            faults.Add("A scope policy needs an id and a version from 1.");
        }

        if (Lines.IsDefault || Lines.Length > LinesMax)
        {
            faults.Add($"A scope policy has 0 to {LinesMax} lines.");
            return faults.ToImmutable();
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines.Add(Otherwise))
        {
            if (!ids.Add(line.Id))
            {
                faults.Add($"Line {line.Id} stands twice.");
            }

            faults.AddRange(line.Faults(Switches));
        }

        return faults.ToImmutable();
    }
}
