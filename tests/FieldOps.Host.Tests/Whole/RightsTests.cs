using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Whole;

/// <summary>Every endpoint that changes state, against every role on either side.</summary>
public sealed partial class RightsTests(WholeHost host) : IClassFixture<WholeHost>
{
    private static readonly Guid s_contractor = NameBasedId.Of(Guid.Empty, "rights");

    // The lamps of the tests declare none: they are the planted violation that the search must find.
    [Fact]
    public void EveryChange_DeclaresItsRight() =>
        Changes().Where(c => c.Right is null).Select(c => c.Route).ShouldBe(["/api/v1/lamps/{id:guid}:watch"]);

    [Fact]
    public async Task EveryChange_RefusesEveryRoleWithoutItsRight_OnEitherSide()
    {
        var (asked, taken) = (0, new List<string>());
        foreach (var change in Changes().Where(c => c.Right is not null))
        {
            foreach (var by in Actors().Where(a => !change.Right!.Allows(a)))
            {
                var answer = await SendAsync(change, by);
                var code = (await answer.JsonAsync()).GetProperty("code").GetString();
                asked++;
                if (answer.StatusCode != HttpStatusCode.Forbidden || code != "actor.role-not-allowed")
                {
                    taken.Add($"{change.Method} {change.Route} as {by.Role}: {code}");
                }
            }
        }

        taken.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void NoRight_IsOfBothSides_UnlessTheObjectTellsThemApart() =>
        Changes().Where(c => c.Right is { } right
                && right.Roles.Any(ActorRoles.OfContractor.Contains) && right.Roles.Any(ActorRoles.OfOperator.Contains))
            .Select(c => c.Right!.Name).Distinct().Order()
            .ShouldBe(
            [
                "contracts.bind", "exits.draft", "notice-recipients.keep", "rectifications.prove", "register.keep",
                "reports.acknowledge", "work-orders.note", "work-orders.pass-on", "work-orders.work",
            ]);

    private static IEnumerable<Actor> Actors() =>
    [
        .. ActorRoles.OfOperator.Select(r => new Actor("a", r)),
        .. ActorRoles.OfOperator.Select(r => new Actor("a", r, s_contractor)),
        .. ActorRoles.OfContractor.Select(r => new Actor("a", r, s_contractor)),
        new("a", ActorRoles.FieldWorker),
    ];

    private IEnumerable<Change> Changes() =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.FirstOrDefault(m => m != "GET")
        where method is not null && endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
        select new Change(method, endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<Right>());

    private Task<HttpResponseMessage> SendAsync(Change change, Actor by)
    {
        var path = RouteValue().Replace(change.Route, m => m.Groups["kind"].Value switch
        {
            "guid" => s_contractor.ToString("D"),
            "int" or "long" => "1",
            _ => "X1",
        });
        // A body of nothing: without one the router passes over those endpoints that take one.
        var request = new HttpRequestMessage(new HttpMethod(change.Method), path)
        {
            Content = JsonContent.Create(new { }),
        };
        request.Headers.Add("X-Role", by.Role);
        if (by.ContractorId is { } contractor)
        {
            request.Headers.Add("X-Contractor", contractor.ToString("D"));
        }

        return host.Client.SendAsync(request);
    }

    [GeneratedRegex(@"\{\w+(?::(?<kind>\w+))?\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RouteValue();

    private sealed record Change(string Method, string Route, Right? Right);
}
