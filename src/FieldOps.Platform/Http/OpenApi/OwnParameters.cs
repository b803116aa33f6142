using FieldOps.Domain.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FieldOps.Platform.Http.OpenApi;

/// <summary>Describes what our own binders read: the framework sees only that they bind themselves.</summary>
internal sealed class OwnParameters : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameterTaken>())
        {
            Add(operation, parameter.Name, ParameterLocation.Query, false, parameter.Description, parameter.Type);
        }

        if (metadata.OfType<Right>().FirstOrDefault() is { } right)
        {
            var roles = string.Join(", ", right.Roles.Where(r => r != ActorRoles.System));
            operation.Description = $"{operation.Description} Right `{right.Name}`: {roles}.".TrimStart();
        }

        if (metadata.OfType<CallerHeadersTaken>().Any())
        {
            AddCaller(operation, context.Description.HttpMethod);
        }

        if (metadata.OfType<WaitPositionTaken>().Any())
        {
            Add(operation, ApiHeaders.WaitPosition, ParameterLocation.Header, false,
                "Answer only when the read model has come to this log position.", "integer");
        }

        return Task.CompletedTask;
    }

    private static void AddCaller(OpenApiOperation operation, string? method)
    {
        Add(operation, ApiHeaders.Tenant, ParameterLocation.Header, false, "Operator company; `default` when absent.");
        Add(operation, ApiHeaders.Actor, ParameterLocation.Header, false, "Stable id of who asks.");
        Add(operation, ApiHeaders.Role, ParameterLocation.Header, false, "Role of who asks; `dispatcher` when absent.");
        Add(operation, ApiHeaders.Contractor, ParameterLocation.Header, false,
            "Id of the contractor that the actor works for.");
        if (method is null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            return;
        }

        Add(operation, ApiHeaders.IdempotencyKey, ParameterLocation.Header, true,
            "Your own id of this wish: the same key with the same body gives the same answer again.");
        Add(operation, ApiHeaders.DeviceClock, ParameterLocation.Header, false,
            "What the device's clock shows as it sends; anew with every try. Claimed times are set right by it.");
        Add(operation, "If-Match", ParameterLocation.Header, false,
            HttpMethods.IsPut(method) || HttpMethods.IsPatch(method)
                ? "The version that you have seen: `\"12\"`. Needed when it is there: 428 without, 412 when stale."
                : "The version that you have seen: `\"12\"`.");
    }

    private static void Add(
        OpenApiOperation operation,
        string name,
        ParameterLocation place,
        bool required,
        string description,
        string type = "string") =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = place,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema
            {
                Type = type == "integer" ? JsonSchemaType.Integer : JsonSchemaType.String,
            },
        });
}
