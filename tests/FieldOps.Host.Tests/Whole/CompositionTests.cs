using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Whole;

public sealed partial class CompositionTests(WholeHost host) : IClassFixture<WholeHost>
{
    [Fact]
    public async Task Description_ListsEveryRouteOfTheApi()
    {
        var document = await (await host.GetAsync("/openapi/v1.json")).JsonAsync();
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name} {p.Name}"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var mapped = host.Services.GetServices<EndpointDataSource>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e => Text(e.RoutePattern).StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
                .Select(m => $"{m} {Text(e.RoutePattern)}"))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        mapped.ShouldContain("GET /api/v1/changes");
        mapped.Where(m => !described.Contains(m)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Description_OfEachRouteButHealth_StandsUnderTheVersionedPrefix()
    {
        var document = await (await host.GetAsync("/openapi/v1.json")).JsonAsync();
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        document.GetProperty("paths").EnumerateObject().Select(p => p.Name)
            .ShouldAllBe(p => p.StartsWith("/api/v1/", StringComparison.Ordinal));
    }

    // A database keeps a read model until its revision rises: one whose tables or events changed under the same number
    // would be read as what it is not. Two changes that meet must meet here.
    [Fact]
    public void ReadModels_AreOfTheRevisionThatTheirTablesAndEventsGotLast()
    {
        var models = host.Services.GetServices<Projection>().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p =>
        {
            var asked = string.Join('\n', p.EventNames.Order(StringComparer.Ordinal).Prepend(p.Ddl));
            return $"{p.Name} {p.Revision} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(asked)))[..16]}";
        });
        RepoFiles.ShouldMatchGolden("tests/FieldOps.Host.Tests/golden/read-models.txt", string.Join('\n', models));
    }

    // A dispatch has two names: who hears of one and not of the other would lose orders that come back.
    [Fact]
    public void WhoHearsOfADispatch_HearsOfOneThatSaysMore()
    {
        var heard = host.Services.GetServices<Projection>().Select(p => (p.Name, p.EventNames))
            .Concat(host.Services.GetServices<Reactor>().Select(r => (r.Name, r.EventNames)))
            .Where(c => c.EventNames.Contains("work-order.dispatched.v1")).ToArray();

        heard.Select(h => h.Name).ShouldContain("orders-to-month");
        heard.ShouldAllBe(h => h.EventNames.Contains("work-order.dispatched-again.v1"));
    }

    // The description writes {id} where the route pattern holds {id:guid}.
    private static string Text(RoutePattern pattern) => "/" + Constraint.Replace(pattern.RawText!.TrimStart('/'), "}");

    [GeneratedRegex(@":[a-z]+(\([^)]*\))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint { get; }
}
