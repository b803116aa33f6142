using System.Text.Json;
using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Http.Stuck;

/// <summary>An effect that could not be had.</summary>
/// <param name="Id">To name it in a retry or dismissal.</param>
/// <param name="Reactor">Which reactor wanted it.</param>
/// <param name="Position">The event that it reacted to.</param>
/// <param name="TargetType">Type of the entity that refused.</param>
/// <param name="TargetId">Its id.</param>
/// <param name="Code">The refusal.</param>
/// <param name="TitleEn">The refusal in English.</param>
/// <param name="TitleZh">The refusal in Chinese.</param>
/// <param name="Facts">The refusal's facts.</param>
/// <param name="Since">Application clock, UTC.</param>
public sealed record StuckItemView(
    long Id,
    string Reactor,
    long Position,
    string TargetType,
    Guid TargetId,
    string Code,
    string TitleEn,
    string TitleZh,
    JsonElement Facts,
    DateTimeOffset Since)
{
    internal static StuckItemView Of(StuckItem item, ProblemCatalog problems)
    {
        var text = problems.For(item.Code);
        using var facts = JsonDocument.Parse(item.Facts);
        return new StuckItemView(
            item.Id, item.Reactor, item.Position, item.TargetType, item.TargetId, item.Code, text.En, text.Zh,
            facts.RootElement.Clone(), item.Since);
    }
}
