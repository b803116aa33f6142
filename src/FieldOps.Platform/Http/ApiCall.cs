using System.Globalization;
using System.Reflection;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace FieldOps.Platform.Http;

/// <summary>Who calls, for which company, and what makes this call one wish. A parameter of every endpoint.</summary>
/// <param name="Tenant">Operator company.</param>
/// <param name="By">Who asks.</param>
/// <param name="CommandId">From <c>Idempotency-Key</c>; empty on calls that only read.</param>
/// <param name="BodyHash">Fingerprint of method, address and body; 0 on calls that only read.</param>
/// <param name="ExpectedVersion">
/// From <c>If-Match</c>; null when any version will do. A PUT or PATCH without the header expects 0: nothing may be
/// there yet, for what is replaced must have been seen.
/// </param>
public sealed record ApiCall(string Tenant, Actor By, Guid CommandId, long BodyHash, int? ExpectedVersion)
    : IEndpointParameterMetadataProvider
{
    /// <summary>From <c>X-Device-Clock</c>; null when the sender tells none, and on calls that only read.</summary>
    public DateTimeOffset? DeviceClock { get; init; }

    /// <summary>
    /// The call for a part that is not there yet of an entity that is: nothing needs to have been seen.
    /// </summary>
    public ApiCall ForNewPart() => ExpectedVersion == 0 ? this with { ExpectedVersion = null } : this;

    /// <summary>What travels with the command.</summary>
    public AskContext ToContext() => new(By, CommandId, BodyHash, ExpectedVersion);

    /// <summary>What travels with one item of a batch: its command id follows from the key and the index.</summary>
    /// <param name="index">Place in the batch, 0 for the first.</param>
    public AskContext ToContext(int index) =>
        new(By, NameBasedId.Of(CommandId, index.ToString(CultureInfo.InvariantCulture)), BodyHash);

    /// <summary>The key of an entity of this tenant.</summary>
    public EntityKey Key(string type, Guid id) => new(Tenant, type, id);

    /// <summary>Reads the headers, and the body of calls that change state.</summary>
    public static async ValueTask<ApiCall> BindAsync(HttpContext context)
    {
        var request = context.Request;
        var tenant = CallerHeaders.TenantOf(request);
        var actor = CallerHeaders.ActorOf(request);
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return new ApiCall(tenant, actor, Guid.Empty, 0, null);
        }

        var commandId = CallerHeaders.CommandIdOf(request);
        var expected = CallerHeaders.ExpectedVersionOf(request);
        var body = await RequestBody.OfAsync(context);
        return new ApiCall(tenant, actor, commandId, body.Hash, expected)
        {
            DeviceClock = CallerHeaders.DeviceClockOf(request),
        };
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(CallerHeadersTaken.Instance);
}
