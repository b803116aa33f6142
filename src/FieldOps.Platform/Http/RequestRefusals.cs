namespace FieldOps.Platform.Http;

/// <summary>Refusal codes of the HTTP edge itself, before any entity is asked.</summary>
public static class RequestRefusals
{
    /// <summary>A call that changes state came without <c>Idempotency-Key</c>.</summary>
    public const string KeyMissing = "idempotency.key-missing";

    /// <summary><c>Idempotency-Key</c> is empty, longer than 200 characters, or not printable.</summary>
    public const string KeyInvalid = "idempotency.key-invalid";

    /// <summary>What is there already is changed only by who has seen it: <c>If-Match</c> is missing.</summary>
    public const string IfMatchMissing = "request.if-match-missing";

    /// <summary>A header does not hold what it should; fact <c>header</c>.</summary>
    public const string HeaderInvalid = "request.header-invalid";

    /// <summary>A contractor's role came without <c>X-Contractor</c>.</summary>
    public const string ContractorMissing = "request.contractor-missing";

    /// <summary>A route or query value does not hold what it should; fact <c>parameter</c> where it is known.</summary>
    public const string ParameterInvalid = "request.parameter-invalid";

    /// <summary>The request itself is broken.</summary>
    public const string Malformed = "request.malformed";

    /// <summary>The request took too long to arrive.</summary>
    public const string TooSlow = "request.too-slow";

    /// <summary>The body is no JSON; facts <c>line</c> and <c>byte</c>.</summary>
    public const string BodyMalformed = "body.malformed";

    /// <summary>The body is JSON of another shape; the list <c>errors</c> says where.</summary>
    public const string BodyInvalid = "body.invalid";

    /// <summary>The body is larger than this call takes; fact <c>maxBytes</c>.</summary>
    public const string BodyTooLarge = "body.too-large";

    /// <summary>The body is not said to be JSON in UTF-8.</summary>
    public const string BodyNotJson = "body.not-json";

    /// <summary><c>limit</c> is outside 1 to 500.</summary>
    public const string PageLimitInvalid = "page.limit-invalid";

    /// <summary>The cursor is not one that this list gave.</summary>
    public const string PageCursorInvalid = "page.cursor-invalid";

    /// <summary>No such route.</summary>
    public const string RouteUnknown = "route.unknown";

    /// <summary>The route knows other methods.</summary>
    public const string MethodNotAllowed = "route.method-not-allowed";

    /// <summary>
    /// A read model, or what feeds it, has not come to the wanted position in time; fact <c>consumer</c>.
    /// </summary>
    public const string WaitTimeout = "feed.wait-timeout";

    /// <summary>What the call needs stands still until people see to it; fact <c>consumer</c>.</summary>
    public const string ConsumerStuck = "feed.consumer-stuck";

    /// <summary>Nobody knows whether the command was accepted.</summary>
    public const string UnknownOutcome = "platform.unknown-outcome";

    /// <summary>The database does not answer.</summary>
    public const string DatabaseUnavailable = "platform.database-unavailable";

    /// <summary>A bug or the weather; the trace id finds it in the log.</summary>
    public const string Internal = "platform.internal";
}
