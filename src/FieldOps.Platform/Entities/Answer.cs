using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Entities;

/// <summary>One of three answers: <see cref="Accepted"/>, <see cref="Refused"/>, <see cref="Unknown"/>.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Committed.</summary>
    /// <param name="View">The entity's view right after this command.</param>
    /// <param name="Version">The entity's version after it.</param>
    /// <param name="Position">The log position of its last event; 0 when nothing was recorded.</param>
    /// <param name="Replayed">True when this id had been accepted before and the first answer is given again.</param>
    public sealed record Accepted(object View, int Version, long Position, bool Replayed = false) : Answer;

    /// <summary>An expected no; nothing was recorded.</summary>
    /// <param name="Refusal">Why.</param>
    /// <param name="Version">The entity's version that was judged.</param>
    public sealed record Refused(Refusal Refusal, int Version) : Answer;

    /// <summary>Nobody knows (timeout, lost commit, database away): ask again with the same id.</summary>
    /// <param name="Reason">For logs, not for people.</param>
    /// <param name="Unread">
    /// The stored name of an event of the entity that nothing where it was asked reads: a newer build has written it,
    /// and until one is asked every asking is answered so. Null where what hinders passes by itself.
    /// </param>
    public sealed record Unknown(string Reason, string? Unread = null) : Answer;
}
