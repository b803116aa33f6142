using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Log;

/// <summary>The stored form of an actor: <c>role|contractor or nothing|id</c>.</summary>
internal static class ActorText
{
    public static string Write(Actor actor) => $"{actor.Role}|{actor.ContractorId?.ToString("N")}|{actor.Id}";

    public static Actor Read(string text)
    {
        var parts = text.Split('|', 3);
        return new Actor(parts[2], parts[0], parts[1].Length == 0 ? null : Guid.ParseExact(parts[1], "N"));
    }
}
