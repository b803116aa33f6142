using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>Answers of entities and read models as HTTP answers.</summary>
public static class HttpAnswers
{
    /// <summary>
    /// What an entity answered: 200 with the view (201 with <c>Location</c> when something was made), a problem, or 503
    /// with <c>Retry-After</c> when nobody knows.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">The HTTP model of an acceptance; the view itself when null.</param>
    /// <param name="createdAt">The address of what was made; null when nothing was.</param>
    public static IResult From(Answer answer, Func<Answer.Accepted, object>? body = null, string? createdAt = null) =>
        answer switch
        {
            Answer.Accepted accepted => new ValueResult(
                body is null ? accepted.View : body(accepted),
                accepted.Version,
                accepted.Position,
                accepted.Replayed,
                createdAt),
            Answer.Refused refused => new ProblemResult(refused.Refusal, refused.Version),
            _ => Refuse(RequestRefusals.UnknownOutcome),
        };

    /// <summary>
    /// An entity read from the log: 200, 304 when <c>If-None-Match</c> names its version, 404 as TYPE.unknown.
    /// </summary>
    /// <param name="type">Entity type.</param>
    /// <param name="snapshot">What was read.</param>
    /// <param name="body">The HTTP model; the view itself when null.</param>
    public static IResult From(string type, EntitySnapshot snapshot, Func<object, object>? body = null) =>
        snapshot.Version == 0
            ? Refuse(type + ".unknown")
            : new ValueResult(body is null ? snapshot.View : body(snapshot.View), snapshot.Version);

    /// <summary>200 with a value of a read model.</summary>
    /// <param name="value">The HTTP model.</param>
    /// <param name="position">The log position that it reflects; 0 when it does not follow the log.</param>
    /// <param name="version">The entity version behind it; 0 when there is none.</param>
    public static IResult Ok(object value, long position = 0, int version = 0) =>
        new ValueResult(value, version, position);

    /// <summary>200 with a page; its position also stands in the header.</summary>
    public static IResult From<T>(Page<T> page) => new ValueResult(page, 0, page.Position);

    /// <summary>A problem.</summary>
    public static IResult Refuse(string code, params (string Name, string Value)[] facts) =>
        new ProblemResult(Refusal.Of(code, facts), 0);

    /// <summary>A problem with a document, and all that is wrong with it.</summary>
    public static IResult Refuse(Refusal refusal, IReadOnlyList<JsonFault> faults) =>
        new ProblemResult(refusal, 0, faults);

    /// <summary>A problem.</summary>
    public static IResult Refuse(Refusal refusal) => new ProblemResult(refusal, 0);
}
