using System.Buffers;
using System.Globalization;
using FieldOps.Domain.Kernel;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>Reads and checks what the headers say of the caller.</summary>
internal static class CallerHeaders
{
    public const string DefaultTenant = "default";
    public const string DefaultActor = "anonymous";

    private const int TenantCharsMax = 40;
    private const int ActorCharsMax = 100;
    private const int KeyCharsMax = 200;

    // The space of command ids that follow from keys which are no UUID; fixed for ever, for keys are remembered.
    private static readonly Guid KeySpace = new("5d0f3c0e-2f5b-5c0a-9a51-6a8d2c7be104");

    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    private static readonly SearchValues<char> TenantChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> ActorChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:@/");

    public static string TenantOf(HttpRequest request)
    {
        var value = SingleOf(request, ApiHeaders.Tenant);
        return value is null ? DefaultTenant
            : Fits(value, TenantCharsMax, TenantChars) ? value
            : throw Invalid(ApiHeaders.Tenant, "1-40 x [a-z0-9-]");
    }

    public static Actor ActorOf(HttpRequest request)
    {
        var id = SingleOf(request, ApiHeaders.Actor) ?? DefaultActor;
        if (!Fits(id, ActorCharsMax, ActorChars))
        {
            throw Invalid(ApiHeaders.Actor, "1-100 x [A-Za-z0-9-._:@/]");
        }

        var contractor = ContractorOf(request);
        return new Actor(id, RoleOf(request, contractor), contractor);
    }

    public static Guid CommandIdOf(HttpRequest request)
    {
        var value = SingleOf(request, ApiHeaders.IdempotencyKey)
            ?? throw RefusedRequestException.Of(RequestRefusals.KeyMissing);
        // The draft standard writes the key as a quoted string; both forms name the same key.
        var key = value.Length > 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
        if (key.Length is 0 or > KeyCharsMax || key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw RefusedRequestException.Of(RequestRefusals.KeyInvalid);
        }

        return Guid.TryParseExact(key, "D", out var id) && id != Guid.Empty ? id : NameBasedId.Of(KeySpace, key);
    }

    public static int? ExpectedVersionOf(HttpRequest request)
    {
        var value = SingleOf(request, "If-Match");
        return value is null ? IsUpdate(request) ? 0 : null
            : value == "*" ? null
            : EntityTags.TryParse(value, out var version) ? version
            : throw Invalid("If-Match", "\"VERSION\"");
    }

    /// <summary>Whether the call replaces or changes what its address names.</summary>
    public static bool IsUpdate(HttpRequest request) =>
        HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method);

    public static DateTimeOffset? DeviceClockOf(HttpRequest request)
    {
        var value = SingleOf(request, ApiHeaders.DeviceClock);
        return value is null ? null
            : HasOffset(value) && DateTimeOffset.TryParseExact(
                value, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? at
            : throw Invalid(ApiHeaders.DeviceClock, "2024-03-01T08:00:00+08:00");
    }

    // A time without an offset would be read as the server's own: nobody means that.
    private static bool HasOffset(string value) => value[^1] == 'Z' || (value.Length > 6 && value[^6] is '+' or '-');

    private static Guid? ContractorOf(HttpRequest request)
    {
        var value = SingleOf(request, ApiHeaders.Contractor);
        return value is null ? null
            : Guid.TryParseExact(value, "D", out var id) ? id
            : throw Invalid(ApiHeaders.Contractor, "UUID");
    }

    private static string RoleOf(HttpRequest request, Guid? contractor)
    {
        var role = SingleOf(request, ApiHeaders.Role)
            ?? (contractor is null ? ActorRoles.Dispatcher : ActorRoles.ContractorDispatcher);
        // The product's own role is for what it does of itself; nobody claims it from outside.
        if (role == ActorRoles.System || !ActorRoles.All.Contains(role))
        {
            throw Invalid(ApiHeaders.Role, string.Join(" | ", ActorRoles.All.Skip(1)));
        }

        if (contractor is null && role is ActorRoles.ContractorDispatcher or ActorRoles.ContractorFinance)
        {
            throw RefusedRequestException.Of(RequestRefusals.ContractorMissing);
        }

        return role;
    }

    private static string? SingleOf(HttpRequest request, string header)
    {
        var values = request.Headers[header];
        return values.Count switch
        {
            0 => null,
            1 when !string.IsNullOrEmpty(values[0]) => values[0],
            _ => throw Invalid(header, "1 x"),
        };
    }

    private static bool Fits(string value, int charsMax, SearchValues<char> allowed) =>
        value.Length <= charsMax && value.Length > 0 && !value.AsSpan().ContainsAnyExcept(allowed);

    private static RefusedRequestException Invalid(string header, string expected) =>
        RefusedRequestException.Of(RequestRefusals.HeaderInvalid, ("header", header), ("expected", expected));
}
