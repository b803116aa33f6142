using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Clock;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// One sending of a notice to several recipients, within its claim: whom the claim leaves no time for has a turn in the
/// next one, and nobody is told by two senders.
/// </summary>
/// <param name="clock">The clock by which claims end.</param>
/// <param name="longest">What one receiver may take.</param>
/// <param name="until">The claim's end.</param>
internal sealed class NoticeTurn(IAppClock clock, TimeSpan longest, DateTimeOffset until)
{
    // What is left of a claim for saying what became of it.
    private static readonly TimeSpan s_saying = TimeSpan.FromSeconds(10);

    /// <summary>Sends to one after the other.</summary>
    /// <param name="targets">To whom.</param>
    /// <param name="send">Null when the receiver took it, else a word for what went wrong.</param>
    /// <returns>What became of it; null when the claim left time for nobody.</returns>
    public async Task<ICommand?> RunAsync(IEnumerable<NoticeTarget> targets, Func<NoticeTarget, Task<string?>> send)
    {
        var (reached, failures) = (new List<string>(), new List<string>());
        foreach (var target in targets)
        {
            if (clock.Now + longest + s_saying > until)
            {
                return reached.Count + failures.Count == 0 ? null : new RecordNoticeFailed(
                    failures.FirstOrDefault(NoticeTransports.Unfinished), false, reached, until, Unfinished: true);
            }

            if (await send(target) is { } failure)
            {
                failures.Add(failure);
            }
            else
            {
                reached.Add(target.Code);
            }
        }

        return failures.Count == 0
            ? new RecordNoticeDelivered(until)
            : new RecordNoticeFailed(failures[0], failures.TrueForAll(NoticeTransports.IsFinal), reached, until);
    }
}
