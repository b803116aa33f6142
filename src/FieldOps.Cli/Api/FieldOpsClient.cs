using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using FieldOps.Platform.Serialization;

namespace FieldOps.Cli.Api;

/// <summary>
/// A thin client of the public API: headers, bodies, and tries again under the same key while the host cannot serve.
/// One instance serves many callers at once.
/// </summary>
public sealed class FieldOpsClient : IDisposable
{
    private const string ApiRoot = "api/v1/";
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly HttpClient _http;
    private readonly ClientLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>A client of the host at an address such as <c>http://127.0.0.1:8080</c>.</summary>
    public FieldOpsClient(
        Uri host, ClientLimits? limits = null, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        _limits = limits ?? new();
        _time = time ?? TimeProvider.System;
        Host = host.AbsoluteUri.EndsWith('/') ? host : new Uri(host.AbsoluteUri + "/");
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            MaxConnectionsPerServer = _limits.ConnectionsMax,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        })
        {
            BaseAddress = Host,
            Timeout = TimeSpan.FromSeconds(_limits.CallSecondsMax),
        };
    }

    /// <summary>The host's address.</summary>
    public Uri Host { get; }

    /// <summary>Reads.</summary>
    /// <param name="path">Below <c>/api/v1</c>, without a leading slash; from the root with one.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="waitPosition">Answer only when the read model has come to this log position.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ApiAnswer> GetAsync(
        string path, Caller caller, long? waitPosition = null, CancellationToken cancellationToken = default) =>
        SendAsync(
            () =>
            {
                var request = Request(HttpMethod.Get, path, caller);
                if (waitPosition is { } position)
                {
                    request.Headers.Add(
                        ApiHeaders.WaitPosition, position.ToString(CultureInfo.InvariantCulture));
                }

                return request;
            },
            cancellationToken);

    /// <summary>Changes state. Tried again under the same key, so that it happens once.</summary>
    /// <param name="path">As for reads.</param>
    /// <param name="body">Sent as JSON; null for an empty object.</param>
    /// <param name="key">The caller's own id of this wish.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ifMatch">The version that the caller has seen; null when any will do.</param>
    /// <param name="cancellationToken">Ends the call; whether it happened is then unknown.</param>
    public Task<ApiAnswer> PostAsync(
        string path,
        object? body,
        string key,
        Caller caller,
        int? ifMatch = null,
        CancellationToken cancellationToken = default) =>
        PostBytesAsync(path, Serialize(body), key, caller, ifMatch, cancellationToken);

    /// <summary>As <see cref="PostAsync"/>, of a body that is JSON already.</summary>
    public Task<ApiAnswer> PostBytesAsync(
        string path,
        byte[] json,
        string key,
        Caller caller,
        int? ifMatch = null,
        CancellationToken cancellationToken = default) =>
        SendBytesAsync(HttpMethod.Post, path, json, key, caller, ifMatch, cancellationToken);

    /// <summary>As <see cref="PostBytesAsync"/>, in the place of what stands there.</summary>
    public Task<ApiAnswer> PutBytesAsync(
        string path,
        byte[] json,
        string key,
        Caller caller,
        int? ifMatch = null,
        CancellationToken cancellationToken = default) =>
        SendBytesAsync(HttpMethod.Put, path, json, key, caller, ifMatch, cancellationToken);

    private Task<ApiAnswer> SendBytesAsync(
        HttpMethod method,
        string path,
        byte[] json,
        string key,
        Caller caller,
        int? ifMatch,
        CancellationToken cancellationToken) =>
        SendAsync(
            () =>
            {
                var request = Request(method, path, caller);
                request.Headers.Add(ApiHeaders.IdempotencyKey, key);
                if (ifMatch is { } version)
                {
                    request.Headers.IfMatch.Add(new($"\"{version.ToString(CultureInfo.InvariantCulture)}\""));
                }

                request.Content = new ByteArrayContent(json) { Headers = { ContentType = s_json } };
                return request;
            },
            cancellationToken);

    /// <summary>
    /// Sends a batch. Items whose outcome is unknown are asked for again under the same key until they are known or the
    /// tries are used up; what was accepted before is answered as it was.
    /// </summary>
    /// <exception cref="ApiRefusedException">The batch as a whole was refused.</exception>
    public async Task<BatchResult> PostBatchAsync(
        string path, byte[] json, string key, Caller caller, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await PostBytesAsync(path, json, key, caller, null, cancellationToken);
            if (answer.Refusal is { } refusal)
            {
                throw new ApiRefusedException(answer.Status, refusal);
            }

            var result = answer.Read<BatchResult>();
            if (result.Unknown == 0 || attempt >= _limits.AttemptsMax)
            {
                return result;
            }

            await Task.Delay(TimeSpan.FromSeconds(_limits.RetryAfterSeconds), _time, cancellationToken);
        }
    }

    /// <summary>Whether the host says that it is ready; false when nobody answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var answer = await _http.GetAsync("health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>JSON as the API reads it.</summary>
    public static byte[] Serialize(object? body) => body is null
        ? "{}"u8.ToArray()
        : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), PlatformJson.Options);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, Caller caller)
    {
        var address = path.StartsWith('/') ? path[1..] : ApiRoot + path;
        var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Add(ApiHeaders.Tenant, caller.Tenant);
        request.Headers.Add(ApiHeaders.Actor, caller.Actor);
        if (caller.Role is { } role)
        {
            request.Headers.Add(ApiHeaders.Role, role);
        }

        if (caller.ContractorId is { } contractor)
        {
            request.Headers.Add(ApiHeaders.Contractor, contractor.ToString("D"));
        }

        return request;
    }

    private async Task<ApiAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, wait) = await TryAsync(make, attempt, cancellationToken);
            if (answer is not null)
            {
                return answer;
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    private async Task<(ApiAnswer? Answer, TimeSpan Wait)> TryAsync(
        Func<HttpRequestMessage> make, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            using var request = make();
            using var response = await _http.SendAsync(request, cancellationToken);
            var busy = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            return busy && attempt < _limits.AttemptsMax
                ? (null, WaitOf(response))
                : (await AnswerAsync(response, cancellationToken), TimeSpan.Zero);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError)
        {
            throw new HostUnreachableException(Host, failure.Message, failure);
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It broke off in the middle: whether it happened is unknown, and the same key asks again.
            return attempt < _limits.AttemptsMax
                ? (null, TimeSpan.FromSeconds(_limits.RetryAfterSeconds))
                : throw new HostUnreachableException(Host, failure.Message, failure);
        }
    }

    private TimeSpan WaitOf(HttpResponseMessage response)
    {
        var named = response.Headers.RetryAfter?.Delta?.TotalSeconds ?? _limits.RetryAfterSeconds;
        return TimeSpan.FromSeconds(Math.Clamp(named, 0, _limits.RetryAfterSecondsMax));
    }

    private static async Task<ApiAnswer> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var version = response.Headers.ETag?.Tag.Trim('"') is { } tag
            && int.TryParse(tag, CultureInfo.InvariantCulture, out var number)
            ? number
            : (int?)null;
        var position = response.Headers.TryGetValues(ApiHeaders.LogPosition, out var values)
            && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var at)
            ? at
            : (long?)null;
        return new(
            (int)response.StatusCode,
            body,
            version,
            position,
            response.Headers.Contains(ApiHeaders.Replayed),
            response.IsSuccessStatusCode ? null : RefusalOf(response, body));
    }

    private static ApiRefusal RefusalOf(HttpResponseMessage response, byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize<Problem>(body, PlatformJson.Options) is { Code: { } code } problem)
            {
                var faults = problem.Errors is { Count: > 0 } errors
                    ? string.Join("; ", errors.Select(e => e.ToString()))
                    : null;
                return new(
                    code,
                    problem.TitleEn ?? problem.Title ?? code,
                    problem.TitleZh ?? problem.Title ?? code,
                    problem.Facts ?? ImmutableSortedDictionary<string, string>.Empty,
                    problem.Detail ?? faults);
            }
        }
        catch (JsonException)
        {
            // What stands between us and the host answers in its own words: the status says enough.
        }

        var status = string.Create(CultureInfo.InvariantCulture, $"http.{(int)response.StatusCode}");
        return new(
            status,
            response.ReasonPhrase ?? status,
            response.ReasonPhrase ?? status,
            ImmutableSortedDictionary<string, string>.Empty);
    }

    private sealed record Problem(
        string? Code,
        string? Title,
        string? TitleEn,
        string? TitleZh,
        string? Detail,
        ImmutableSortedDictionary<string, string>? Facts,
        IReadOnlyList<JsonFault>? Errors);
}
