using FieldOps.Domain.Assessment;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Every point and cent of a month, down to the events.</summary>
internal static class ExplainEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/months/{contractor}/{month}/explain", ExplainAsync)
            .WithSummary("Lines and amounts with their facts, facts with their events. / 逐分追溯到事件")
            .Answers<ExplainModel>().Refuses(404, 409, 422);

    private static async Task<IResult> ExplainAsync(
        string contractor, string month, ApiCall call, MonthExplained explained, CancellationToken cancellationToken)
    {
        if (MonthAccess.IdOf(call, contractor, month) is not { } id)
        {
            return MonthAccess.Refuse(call, contractor, month);
        }

        var (model, refusal) = await explained.OfAsync(call, id, cancellationToken);
        return model is null ? HttpAnswers.Refuse(refusal!) : HttpAnswers.Ok(model);
    }
}
