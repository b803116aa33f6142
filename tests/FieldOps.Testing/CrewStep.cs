using System.Globalization;
using System.Net.Http.Json;
using FieldOps.Domain.Contractors;

namespace FieldOps.Testing;

/// <summary>One thing that somebody does with an order.</summary>
/// <param name="Verb">Of the API.</param>
/// <param name="Event">What the log then holds, once.</param>
/// <param name="Role">Whose it is.</param>
/// <param name="Body">What is said.</param>
public sealed record CrewStep(string Verb, string Event, string Role, object Body)
{
    private const string Worker = "field-worker";
    private const string Dispatcher = "dispatcher";
    private const string Reviewer = "qa-reviewer";
    private const string Milestone = "work-order.milestone-reached.v1";

    private static readonly CrewStep[] s_out =
    [
        new("accept", "work-order.accepted.v1", Worker, new { }),
        new("arrive", Milestone, Worker, new { }),
    ];

    private static readonly CrewStep[] s_home =
    [
        new("restore", Milestone, Worker, new { permanent = true }),
        new("reply", "work-order.replied.v1", Worker, new
        {
            phenomenon = "退服", faultType = "power", measures = "更换", responsible = "p-7",
        }),
        new("verify", "work-order.verified.v1", Reviewer, new { attribution = "contractor-scope" }),
        new("archive", "work-order.archived.v1", Dispatcher, new { }),
    ];

    /// <summary>The way of an order to its end.</summary>
    /// <param name="judgement">Of its pause; null for an order without one.</param>
    public static CrewStep[] Way(bool? judgement) => judgement is { } approved
        ?
        [
            .. s_out,
            new("suspend", "work-order.suspension-requested.v1", Worker, new
            {
                reason = "access-denied", evidence = new[] { "sha256:photo" },
            }),
            new("resume", "work-order.resumed.v1", Worker, new { }),
            new("decide-suspension", "work-order.suspension-decided.v1", Dispatcher, new
            {
                pause = 1, approved, note = "照片为证",
            }),
            .. s_home,
        ]
        : [.. s_out, .. s_home];

    /// <summary>The call that only looks whether the order is there.</summary>
    public static HttpRequestMessage Look(Guid order)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/work-orders/{order:D}");
        request.Headers.Add("X-Actor", Dispatcher + "-1");
        request.Headers.Add("X-Role", Dispatcher);
        return request;
    }

    /// <summary>The call that asks for it.</summary>
    /// <param name="order">Of which order.</param>
    /// <param name="key">Under which the call is known.</param>
    public HttpRequestMessage Call(Guid order, string key)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/v1/work-orders/{order:D}:{Verb}"))
        {
            Content = JsonContent.Create(Body),
        };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Actor", Role + "-1");
        request.Headers.Add("X-Role", Role);
        if (Role == Worker)
        {
            request.Headers.Add(
                "X-Contractor", ContractorIds.Contractor("default", FaultLoad.Contractor).ToString("D"));
        }

        return request;
    }
}
