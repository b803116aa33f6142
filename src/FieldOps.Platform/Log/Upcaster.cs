using System.Text.Json.Nodes;

namespace FieldOps.Platform.Log;

/// <summary>Reads an old stored shape as the next newer one; registered in DI, chained by the codec.</summary>
/// <param name="From">Stored name of the old version: <c>work-order.accepted.v1</c>.</param>
/// <param name="To">Stored name of the next version: <c>work-order.accepted.v2</c>.</param>
/// <param name="Upcast">The new body made of the old; may change and return its argument.</param>
public sealed record Upcaster(string From, string To, Func<JsonObject, JsonObject> Upcast);
