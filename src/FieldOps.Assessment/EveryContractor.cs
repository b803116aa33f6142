using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Logging;

namespace FieldOps.Assessment;

/// <summary>Asks the same of every contractor of a tenant, and tells what became of each, by code.</summary>
internal sealed partial class EveryContractor(
    AssessmentRows rows, ProblemCatalog problems, ILogger<EveryContractor> logger)
{
    // Each waits for the database most of its time; more of them would only take connections from other callers.
    private const int AtOnce = 8;

    /// <summary>
    /// One item a contractor, with its code; who gets no answer is passed over. Where one could not be read or asked
    /// just now, its outcome is unknown.
    /// </summary>
    /// <param name="tenant">Whose contractors.</param>
    /// <param name="ask">What is asked of one; null where there is nothing to ask.</param>
    /// <param name="body">The HTTP model of an acceptance.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<(IReadOnlyList<BatchItemOutcome>? Items, Refusal? Refusal)> AskAsync(
        string tenant,
        Func<ContractorState, CancellationToken, Task<Answer?>> ask,
        Func<ContractorState, Answer.Accepted, object> body,
        CancellationToken cancellationToken)
    {
        var all = await rows.ContractorsAsync(tenant, BatchAnswer.ItemsMax + 1, cancellationToken);
        if (all.Count > BatchAnswer.ItemsMax)
        {
            return (null, Refusal.Of(AssessmentProblems.TooManyContractors, ("limit", $"{BatchAnswer.ItemsMax}")));
        }

        var answers = new Answer?[all.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0, all.Count, options, async (at, cancelled) => answers[at] = await TryAsync(ask, all[at], cancelled));
        var asked = all.Zip(answers).Where(a => a.Second is not null);
        return (
            [
                .. asked.Select((a, at) =>
                    BatchItemOutcome.From(at, a.Second!, problems, accepted => body(a.First, accepted)) with
                    {
                        Subject = a.First.Code,
                    }),
            ],
            null);
    }

    // What passes concerns one alone: the others have their answers, and that one is asked again by the same call.
    private async Task<Answer?> TryAsync(
        Func<ContractorState, CancellationToken, Task<Answer?>> ask,
        ContractorState contractor,
        CancellationToken cancelled)
    {
        try
        {
            return await ask(contractor, cancelled);
        }
        catch (Exception lost) when (
            (lost is EntityUnreachableException || Weather.Is(lost)) && !cancelled.IsCancellationRequested)
        {
            Lost(lost, contractor.Code);
            return new Answer.Unknown(lost.Message);
        }
    }

    /// <summary>
    /// What travels with the command to one: by contractor, not by place in the list, which may have grown when the
    /// caller asks again. The ids outlive builds, so that what one has answered the next one answers again.
    /// </summary>
    /// <param name="call">Who calls.</param>
    /// <param name="contractorCode">The contractor.</param>
    /// <param name="step">Which command of several to one entity; null where there is but one.</param>
    public static AskContext ContextOf(ApiCall call, string contractorCode, string? step) => new(
        call.By, NameBasedId.Of(call.CommandId, step is null ? contractorCode : $"{contractorCode}/{step}"),
        call.BodyHash);
}
