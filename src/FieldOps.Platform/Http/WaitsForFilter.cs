using System.Globalization;
using FieldOps.Platform.Feed;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Http;

/// <summary>Holds a read back until its read models have come to the position that the caller names.</summary>
internal sealed class WaitsForFilter(params string[] projections) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.TryGetValue(ApiHeaders.WaitPosition, out var wanted))
        {
            return await next(context);
        }

        if (!long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return HttpAnswers.Refuse(
                RequestRefusals.HeaderInvalid, ("header", ApiHeaders.WaitPosition), ("expected", "POSITION"));
        }

        await http.RequestServices.GetRequiredService<IFeedProgress>()
            .WaitInTimeAsync(projections, position, http.RequestAborted);
        return await next(context);
    }
}
