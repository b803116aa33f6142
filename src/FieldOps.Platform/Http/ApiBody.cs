using System.Globalization;
using System.Reflection;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace FieldOps.Platform.Http;

/// <summary>
/// The request model out of the body, read strictly: unknown, missing, null and doubled members are refused with their
/// paths. Instants need an offset and come as UTC. A parameter of endpoints that take a body.
/// </summary>
/// <typeparam name="T">A record; constructor parameters without default are required.</typeparam>
// CA1000: binders of parameters are static members by contract of the framework.
#pragma warning disable CA1000
public sealed class ApiBody<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private const string Json = "application/json";

    private ApiBody(T value) => Value = value;

    /// <summary>The model.</summary>
    public T Value { get; }

    /// <summary>Reads the body.</summary>
    public static async ValueTask<ApiBody<T>> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw RefusedRequestException.Of(RequestRefusals.BodyNotJson);
        }

        var body = await RequestBody.OfAsync(context);
        var result = StrictJson.Read<T>(body.Bytes);
        if (result.Syntax is { } syntax)
        {
            throw RefusedRequestException.Of(
                RequestRefusals.BodyMalformed,
                ("line", syntax.Line.ToString(CultureInfo.InvariantCulture)),
                ("byte", syntax.Byte.ToString(CultureInfo.InvariantCulture)));
        }

        if (result.Value is not { } value)
        {
            throw Invalid(result.Faults);
        }

        // The items of a batch are refused one by one, by those who take them.
        var isBatch = context.GetEndpoint()?.Metadata.GetMetadata<BatchTaken>() is not null;
        JsonFault[] faults =
        [
            .. isBatch ? [] : ControlCharacters.In(body.Bytes),
            .. value is ICheckedBody model ? model.Faults() : [],
        ];
        return faults.Length == 0 ? new ApiBody<T>(value) : throw Invalid(faults);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([Json], typeof(T), isOptional: false));

    private static RefusedRequestException Invalid(IReadOnlyList<JsonFault> faults) =>
        new(Refusal.Of(RequestRefusals.BodyInvalid), faults);
}
