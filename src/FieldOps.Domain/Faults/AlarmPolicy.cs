using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Faults;

/// <summary>
/// When an alarm becomes a fault ticket (domain reference, sections 6.3 and 8.2): a document with a version.
/// </summary>
/// <param name="Id">Which policy.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="LateMinutes">See <see cref="AlarmTerms.LateMinutes"/>.</param>
/// <param name="Times">Which times are believed.</param>
/// <param name="Flapping">When many short alarms are one case.</param>
/// <param name="Lines">In order; the first that matches decides.</param>
/// <param name="Otherwise">What holds where no line matches.</param>
public sealed record AlarmPolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    int LateMinutes,
    TimeBounds Times,
    FlappingTerms Flapping,
    ImmutableArray<AlarmLine> Lines,
    AlarmLine Otherwise) : IPolicyDocument
{
    private const int AlarmsMinLowest = 2;

    /// <summary>What the policy says of this alarm.</summary>
    public AlarmTerms TermsFor(string severity, string probableCause)
    {
        var line = Otherwise;
        foreach (var candidate in Lines)
        {
            if (candidate.Covers(severity, probableCause))
            {
                line = candidate;
                break;
            }
        }

        return new AlarmTerms(
            FormattableString.Invariant($"{Id}.v{Version}/{line.Id}"),
            line.WorkKind,
            line.PersistenceMinutes,
            line.ChainWorkKind,
            line.Mains,
            LateMinutes,
            Flapping,
            Times);
    }

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public ImmutableArray<string> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (LateMinutes < 0 || Times.FutureMinutesMax < 0 || Times.AgeDaysMax < 1)
        {
            faults.Add("Late minutes and future minutes are 0 or more, age days 1 or more.");
        }

        if (Flapping.HoldMinutes < 0
            || Flapping.WindowMinutes < 1
            || Flapping.AlarmsMin is < AlarmsMinLowest or > AlarmCase.RaisedKept)
        {
            faults.Add($"Flapping: {AlarmsMinLowest} to {AlarmCase.RaisedKept} alarms within 1 minute or more.");
        }

        foreach (var line in Lines.Add(Otherwise))
        {
            if (line.PersistenceMinutes < 0)
            {
                faults.Add($"Line {line.Id}: persistence is 0 minutes or more.");
            }

            foreach (var kind in new[] { line.WorkKind, line.ChainWorkKind })
            {
                if (kind is not null && kind is not (WorkKinds.Repair or WorkKinds.Generation))
                {
                    faults.Add($"Line {line.Id}: work kind {kind} is no fault work.");
                }
            }
        }

        return faults.ToImmutable();
    }
}
