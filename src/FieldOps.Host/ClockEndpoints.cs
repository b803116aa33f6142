using FieldOps.Platform.Clock;
using FieldOps.Platform.Http;

namespace FieldOps.Host;

/// <summary>The application's clock; with a simulated one, also the way to move it.</summary>
internal static class ClockEndpoints
{
    public const string TooFar = "clock.too-far";
    public const string NotSimulated = "clock.not-simulated";

    // A slip of a digit in the year would run the deadlines of centuries.
    private const int YearsAheadMax = 10;

    public static readonly ProblemText[] Texts =
    [
        new(TooFar, 422, "The clock moves ten years at most at once.", "时钟一次最多前进十年。"),
        new(NotSimulated, 409, "The clock is the machine's and cannot be moved.", "当前使用系统时钟，不能调整。"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Clock");
        api.MapGet("/clock", (IAppClock clock, IServiceProvider services) =>
                HttpAnswers.Ok(new ClockView(clock.Now, services.GetService<IClockDriver>() is not null)))
            .WithSummary("What the application's clock shows")
            .Answers<ClockView>();
        api.MapPost("/clock:advance", AdvanceAsync).Needs(PlatformRights.MoveClock)
            .WithSummary("Moves a simulated clock, stopping at every deadline on the way")
            .Answers<ClockView>()
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    // Moving to an instant twice is moving once: the key that every change asks for has nothing to remember here.
    private static async Task<IResult> AdvanceAsync(
        ApiCall call, ApiBody<AdvanceClock> body, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IClockDriver>() is not { } driver)
        {
            return HttpAnswers.Refuse(NotSimulated);
        }

        var to = body.Value.To;
        return to > driver.Now.AddYears(YearsAheadMax)
            ? HttpAnswers.Refuse(TooFar)
            : HttpAnswers.Ok(new ClockView(await driver.AdvanceAsync(to, cancellationToken), Simulated: true));
    }
}

/// <summary>Where to move the clock.</summary>
/// <param name="To">An earlier instant only waits until all consumers have come to the end of the log.</param>
internal sealed record AdvanceClock(DateTimeOffset To);

/// <summary>The clock.</summary>
/// <param name="Now">UTC.</param>
/// <param name="Simulated">True when callers move it.</param>
internal sealed record ClockView(DateTimeOffset Now, bool Simulated);
