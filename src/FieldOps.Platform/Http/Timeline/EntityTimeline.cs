using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http.Timeline;

/// <summary>Everything that happened to one entity, out of the log, by pages.</summary>
public sealed class EntityTimeline(LogReader log, IFeedProgress progress)
{
    /// <summary>One page of an entity's events. The caller has made sure that the asker may see the entity.</summary>
    /// <param name="key">The entity.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <param name="hidden">Stored names of events that are not the asker's business.</param>
    public Task<IResult> AnswerAsync(
        EntityKey key,
        PageQuery page,
        CancellationToken cancellationToken,
        params IReadOnlyCollection<string> hidden) =>
        AnswerAsync(
            page, async (after, count) => await log.ReadOfAsync(key, after, count, cancellationToken), hidden);

    /// <summary>The same of events that the caller reads, because its asker may not see all of them.</summary>
    /// <param name="page">Which page.</param>
    /// <param name="read">The next events after a version, so many at most.</param>
    /// <param name="hidden">Stored names of events that are not the asker's business.</param>
    public async Task<IResult> AnswerAsync(
        PageQuery page,
        Func<int, int, Task<IReadOnlyList<RecordedEvent>>> read,
        IReadOnlyCollection<string> hidden)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(page);
        var after = 0;
        if (page.After(1) is { } cursor
            && !int.TryParse(cursor[0], NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var position = progress.HeadPosition;
        var happened = await read(after, page.Limit + 1);
        var lines = page.ToPage(
            [.. happened.Select(TimelineLine.Of)],
            l => [l.Version.ToString(CultureInfo.InvariantCulture)],
            position);
        return HttpAnswers.From(lines with { Items = [.. lines.Items.Where(l => !hidden.Contains(l.Event))] });
    }
}

/// <summary>One event of an entity.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Position">In the log.</param>
/// <param name="Event">Stored name.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="ActorId">Who.</param>
/// <param name="ActorRole">As what.</param>
/// <param name="ActorContractorId">For whom; null for the operator.</param>
/// <param name="Facts">The event's members.</param>
public sealed record TimelineLine(
    int Version,
    long Position,
    string Event,
    DateTimeOffset RecordedAt,
    string ActorId,
    string ActorRole,
    Guid? ActorContractorId,
    JsonElement Facts)
{
    internal static TimelineLine Of(RecordedEvent happened) => new(
        happened.Version,
        happened.Position,
        happened.Name,
        happened.RecordedAt,
        happened.By.Id,
        happened.By.Role,
        happened.By.ContractorId,
        JsonSerializer.SerializeToElement(happened.Body, happened.Body.GetType(), PlatformJson.Options));
}
