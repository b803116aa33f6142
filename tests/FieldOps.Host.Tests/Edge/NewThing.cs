using System.Collections.Immutable;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Host.Tests.Edge;

public enum ThingColour
{
    Red,
    DarkBlue,
}

public sealed record NewThing(
    string Name, int WeightKg, ThingColour? Colour = null, DateTimeOffset? MadeAt = null) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults()
    {
        if (Name.Length > 20)
        {
            yield return new JsonFault("$.name", "too-long", "1-20 characters");
        }
    }
}

public sealed record ThingBatch(ImmutableArray<NewThing> Items);
