using System.Net.Http.Headers;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FieldOps.Host.Tests.Edge;

/// <summary>The HTTP edge on a real server on loopback, over a log in memory and a few routes of its own.</summary>
public sealed class EdgeHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EdgeHost(WebApplication app, MemoryFeed feed)
    {
        _app = app;
        Feed = feed;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public MemoryFeed Feed { get; }

    public static async Task<EdgeHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        var feed = new MemoryFeed();
        builder.Services.AddSingleton<IEventFeed>(feed).AddSingleton<IFeedProgress>(feed);
        builder.Services.AddPlatformHttp(builder.Configuration);
        builder.Services.AddProblemTexts(new ProblemText(
            "thing.too-heavy", 409, "The thing is too heavy.", "物件过重。",
            "It weighs {weightKg} kg.", "重 {weightKg} 千克。"));
        var app = builder.Build();
        app.UsePlatformHttp();
        app.MapPlatformHttp();
        MapThings(app);
        await app.StartAsync();
        return new EdgeHost(app, feed);
    }

    public Task<HttpResponseMessage> PostAsync(
        string path, string? body, string? key = "k1", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(ApiHeaders.IdempotencyKey, key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static void MapThings(WebApplication app)
    {
        var api = app.MapApi("Things");
        api.MapPost("/things", (ApiCall call, ApiBody<NewThing> body) => HttpAnswers.From(
            new Answer.Accepted(body.Value, 1, 7), createdAt: "/api/v1/things/1")).Answers<NewThing>(201);
        api.MapPost("/calls", (ApiCall call) => HttpAnswers.Ok(call));
        api.MapPost("/things:batch", TakeAll).TakesBatch();
        api.MapPost("/answers/{kind}", (string kind) => HttpAnswers.From(Sample(kind)));
        api.MapGet("/things/1", () =>
            HttpAnswers.From("thing", new EntitySnapshot(new(), new NewThing("lamp", 2), 12)));
        api.MapGet("/things/2", () => HttpAnswers.From("thing", new EntitySnapshot(new(), new object(), 0)));
        api.MapGet("/things", (PageQuery page) => HttpAnswers.From(List(page))).Answers<Page<NewThing>>();
        api.MapGet("/waiting", () => HttpAnswers.Ok(new NewThing("seen", 1))).WaitsFor("things");
        api.MapGet("/waiting-inside", async (IFeedProgress progress, CancellationToken stop) =>
            HttpAnswers.Ok(await progress.WaitToEndAsync("things", stop)));
        api.MapGet("/at", (QueryInstant at) => HttpAnswers.Ok(at));
        api.MapGet("/away", IResult () => throw new Npgsql.NpgsqlException("server at 10.1.2.3 is gone"));
        api.MapGet("/nowhere", IResult () => throw new EntityUnreachableException(
            "default/thing/1", new TimeoutException("10.1.2.3 is gone")));
        api.MapGet("/broken", IResult () => throw new InvalidOperationException("secret inside"));
    }

    private static IResult TakeAll(ApiCall call, ApiBody<ThingBatch> body, ProblemCatalog problems) => BatchAnswer.Of(
        [.. body.Value.Items.Select((item, index) => BatchItemOutcome.From(index, AnswerTo(item), problems))]);

    private static Answer AnswerTo(NewThing item) =>
        item.WeightKg > 100 ? Sample("refused") : new Answer.Accepted(item, 1, item.WeightKg);

    private static Answer Sample(string kind) => kind switch
    {
        "replayed" => new Answer.Accepted(new NewThing("lamp", 2), 3, 9, Replayed: true),
        "refused" => new Answer.Refused(Domain.Kernel.Refusal.Of("thing.too-heavy", ("weightKg", "120")), 4),
        "stale" => new Answer.Refused(Domain.Kernel.Refusal.Of(PlatformRefusals.VersionStale), 4),
        "strange" => new Answer.Refused(Domain.Kernel.Refusal.Of("thing.never-heard-of"), 4),
        "overloaded" => new Answer.Refused(Domain.Kernel.Refusal.Of(PlatformRefusals.Overloaded), 4),
        _ => new Answer.Unknown("lost"),
    };

    private static Page<NewThing> List(PageQuery page)
    {
        var after = page.After(1) is { } key ? key[0] : "";
        var rows = Enumerable.Range(100, 120).Select(n => new NewThing($"thing-{n}", n))
            .Where(t => string.CompareOrdinal(t.Name, after) > 0)
            .Take(page.Limit + 1)
            .ToArray();
        return page.ToPage(rows, t => [t.Name], 42);
    }
}
