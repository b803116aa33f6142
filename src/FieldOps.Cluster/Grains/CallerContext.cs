using FieldOps.Cluster.Grains.Wire;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Cluster.Grains;

/// <summary>
/// Who asks, beside the call: actor and tenant travel in the request context, with the trace that Orleans puts there.
/// </summary>
internal static class CallerContext
{
    private const string Actor = "fieldops.actor";
    private const string Tenant = "fieldops.tenant";

    /// <summary>Puts the caller into the context of the calls that follow in this flow.</summary>
    public static void Set(EntityKey key, AskContext context)
    {
        RequestContext.Set(Actor, ActorText.Write(context.By));
        RequestContext.Set(Tenant, key.Tenant);
    }

    /// <summary>
    /// Whether the call says that it is for the company of this key: two places name it, and they must agree.
    /// </summary>
    public static bool IsFor(EntityKey key) => RequestContext.Get(Tenant) is string tenant && tenant == key.Tenant;

    /// <summary>The caller's context, on the grain's side.</summary>
    /// <exception cref="InvalidOperationException">A call came in that did not say who asks: a bug.</exception>
    public static AskContext Of(Asking ask) => RequestContext.Get(Actor) is string actor
        ? new(ActorText.Read(actor), ask.CommandId, ask.BodyHash, ask.ExpectedVersion)
        : throw new InvalidOperationException("A command came without its actor.");
}
