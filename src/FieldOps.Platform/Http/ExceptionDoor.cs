using System.Text.Json;
using System.Text.RegularExpressions;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FieldOps.Platform.Http;

/// <summary>The one door from exceptions to HTTP: what is not expected is an opaque 500 with a trace id.</summary>
internal sealed partial class ExceptionDoor(ILogger<ExceptionDoor> logger) : IExceptionHandler
{
    private const int StatusClientGone = 499;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusClientGone;
            return true;
        }

        var (refusal, faults) = Judge(httpContext, exception);
        await ProblemWriter.WriteAsync(httpContext, refusal, faults: faults);
        return true;
    }

    private (Refusal Refusal, IReadOnlyList<Config.JsonFault>? Faults) Judge(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RefusedRequestException refused:
                return (refused.Refusal, refused.Faults);
            case BadHttpRequestException bad:
                return (RefusalOf(bad), null);
        }

        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "/");
        if (IsDatabaseAway(exception))
        {
            LogDatabaseAway(logger, method, path, exception.Message);
            return (Refusal.Of(RequestRefusals.DatabaseUnavailable), null);
        }

        if (exception is EntityUnreachableException)
        {
            LogUnreachable(logger, exception, method, path);
            return (Refusal.Of(PlatformRefusals.Unreachable), null);
        }

        if (exception is ConsumerBehindException behind)
        {
            LogBehind(logger, method, path, behind.Message);
            var code = behind.IsStuck ? RequestRefusals.ConsumerStuck : RequestRefusals.WaitTimeout;
            return (Refusal.Of(code, ("consumer", behind.Consumer)), null);
        }

        LogFailed(logger, exception, method, path);
        return (Refusal.Of(RequestRefusals.Internal), null);
    }

    // The framework says in words alone which parameter it missed or could not read: "string Year", "int? edition".
    private static Refusal RefusalOf(BadHttpRequestException bad) =>
        Parameter().Match(bad.Message) is { Success: true } said
            ? Refusal.Of(
                RequestRefusals.ParameterInvalid,
                ("parameter", JsonNamingPolicy.CamelCase.ConvertName(said.Groups["name"].Value)),
                ("expected", WordOf(said.Groups["type"].Value)))
            : Refusal.Of(CodeOf(bad.StatusCode));

    private static string WordOf(string type) => type switch
    {
        "string" => "text",
        "int" or "long" => "integer",
        "bool" => "true or false",
        "Guid" => "UUID",
        "DateOnly" => "date yyyy-MM-dd",
        nameof(QueryInstant) => "instant with its offset",
        _ => JsonNamingPolicy.CamelCase.ConvertName(type),
    };

    [GeneratedRegex("parameter \"(?<type>\\w+)[^\"]* (?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();

    /// <summary>The code for a status that the server gave without a body.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => RequestRefusals.RouteUnknown,
        StatusCodes.Status405MethodNotAllowed => RequestRefusals.MethodNotAllowed,
        StatusCodes.Status408RequestTimeout => RequestRefusals.TooSlow,
        StatusCodes.Status413PayloadTooLarge => RequestRefusals.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => RequestRefusals.BodyNotJson,
        >= StatusCodes.Status500InternalServerError => RequestRefusals.Internal,
        _ => RequestRefusals.Malformed,
    };

    private static bool IsDatabaseAway(Exception exception) => exception switch
    {
        // Class 53: out of resources; 57: shut down or cancelled by the operator. Others of the server are bugs.
        PostgresException server => server.IsTransient
            || server.SqlState.StartsWith("53", StringComparison.Ordinal)
            || server.SqlState.StartsWith("57", StringComparison.Ordinal),
        // A time-out is what another process makes of its database being away.
        NpgsqlException or TimeoutException => true,
        _ => false,
    };
}
