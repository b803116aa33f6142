using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Assessment;

/// <summary>A call about one month of one contractor: finds the month, asks it, reads it.</summary>
/// <param name="Contractor">The contractor's code, of the route.</param>
/// <param name="Month">yyyy-MM, of the route.</param>
/// <param name="Call">Who calls.</param>
/// <param name="Writes">The way to months.</param>
/// <param name="Entities">Where months live.</param>
/// <param name="Cancelled">The caller has gone.</param>
internal sealed record MonthCall(
    string Contractor,
    string Month,
    ApiCall Call,
    MonthWrites Writes,
    IEntities Entities,
    CancellationToken Cancelled)
{
    /// <summary>The month's answer to a command.</summary>
    public Task<IResult> AskAsync(ICommand command) => AskAsync(_ => command);

    /// <summary>The month's answer to a command that names it.</summary>
    public Task<IResult> AskAsync(Func<MonthRef, ICommand> command) =>
        AnswerAsync(month => SendAsync(month, command(month)));

    /// <summary>What comes of the month of a registered contractor, or why there is none.</summary>
    public async Task<IResult> AnswerAsync(Func<MonthRef, Task<Answer>> answer) =>
        await OnAsync(async month => HttpAnswers.From(await answer(month)));

    /// <summary>The same, for what is no answer of an entity.</summary>
    public async Task<IResult> OnAsync(Func<MonthRef, Task<IResult>> act)
    {
        var (month, refusal) = await Writes.FindAsync(Call, Contractor, Month, Cancelled);
        return month is null ? HttpAnswers.Refuse(refusal!) : await act(month);
    }

    /// <summary>Sends a command to a month that was found.</summary>
    public Task<Answer> SendAsync(MonthRef month, ICommand command) =>
        Writes.AskAsync(Call, Call.ToContext(), month, command, Cancelled);

    /// <summary>Shows the month's own state to whoever may look at it.</summary>
    public async Task<IResult> ShowAsync(Func<MonthState, IResult> show)
    {
        if (MonthAccess.IdOf(Call, Contractor, Month) is not { } id)
        {
            return MonthAccess.Refuse(Call, Contractor, Month);
        }

        return await StateAsync(id) is { } state ? show(state) : HttpAnswers.Refuse(MonthRefusals.Unknown);
    }

    /// <summary>The state of a month by its entity id; null when nothing has happened in it.</summary>
    public async Task<MonthState?> StateAsync(Guid id)
    {
        var snapshot = await Entities.ReadAsync(Call.Key(MonthRef.EntityType, id), Cancelled);
        return snapshot.Version == 0 ? null : (MonthState)snapshot.State;
    }

    /// <summary>An answer that refuses before any month was asked.</summary>
    public static Task<Answer> Refused(string code, params (string Name, string Value)[] facts) =>
        Refused(Refusal.Of(code, facts));

    /// <summary>The same, of a refusal at hand.</summary>
    public static Task<Answer> Refused(Refusal refusal) =>
        Task.FromResult<Answer>(new Answer.Refused(refusal, 0));
}
