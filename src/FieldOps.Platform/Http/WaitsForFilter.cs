using System.Globalization;
using FieldOps.Platform.Feed;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Http;

/// <summary>Holds a read back until its read models have come to the position that the caller names.</summary>
internal sealed class WaitsForFilter(params string[] projections) : IEndpointFilter
{
    // A read model is milliseconds behind; a caller that waits longer than this is better told to come back.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

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

        return await CameToAsync(http, position)
            ? await next(context)
            : HttpAnswers.Refuse(RequestRefusals.WaitTimeout);
    }

    private async Task<bool> CameToAsync(HttpContext http, long position)
    {
        var progress = http.RequestServices.GetRequiredService<IFeedProgress>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(WaitMax);
        try
        {
            foreach (var projection in projections)
            {
                await progress.WaitAsync(projection, position, patience.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }
}
