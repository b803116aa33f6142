using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Npgsql;
using static FieldOps.Assessment.RowReading;

namespace FieldOps.Assessment;

/// <summary>
/// What a month cannot know of a finding: whether some scheme has a price for its kind, and whether the order that it
/// names has ever been the contractor's, in whatever month.
/// </summary>
internal sealed class FindingDesk(
    PolicyChoice<ScoringScheme> schemes, NpgsqlDataSource database, IFeedProgress progress)
{
    /// <summary>No scheme deducts for the kind. Facts: <c>kind</c>, <c>known</c>.</summary>
    public const string KindUnknown = "contractor-month.finding-kind-unknown";

    /// <summary>The contractor was never given such an order. Facts: <c>order</c>.</summary>
    public const string OrderUnknown = "contractor-month.order-unknown";

    private const string HadOrder = """
        select 1 from assessment.month m
        join assessment.month_order o on o.tenant = m.tenant and o.month_id = m.id
        where m.tenant = $1 and m.contractor_id = $2
          and ($3::uuid is null or o.order_id = $3) and ($4::text is null or o.number = $4)
        limit 1
        """;

    public static ProblemText[] Problems { get; } =
    [
        new(
            KindUnknown, 422, "No scheme deducts points for this kind.", "没有计分方案对该类事项扣分。",
            "Kind {kind}; known are {known}.", "类别 {kind}；可用类别：{known}。"),
        new(
            OrderUnknown, 422, "The contractor was never given this order.", "该单位未曾承接此工单。",
            "Order {order}.", "工单 {order}。"),
    ];

    public async Task<Refusal?> RefusalOfAsync(
        string tenant, MonthRef month, FindingBody wish, CancellationToken cancellationToken)
    {
        // A kind that is no word at all is the month's to refuse.
        var known = (await schemes.OfAsync(tenant, cancellationToken)).All
            .SelectMany(s => s.FindingKinds()).ToHashSet(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(wish.Kind) && wish.Kind.Length <= MonthLimits.KindCharactersMax
            && !known.Contains(wish.Kind))
        {
            return Refusal.Of(
                KindUnknown, ("kind", wish.Kind),
                ("known", string.Join(", ", known.Order(StringComparer.Ordinal))));
        }

        if (wish is { OrderId: null, OrderNumber: null } || await HadAsync(tenant, month, wish, cancellationToken))
        {
            return null;
        }

        // It may have been given a moment ago.
        await progress.WaitToEndAsync(OrdersToMonthReactor.ReactorName, cancellationToken);
        await progress.WaitToEndAsync(AssessmentProjection.Schema, cancellationToken);
        return await HadAsync(tenant, month, wish, cancellationToken)
            ? null
            : Refusal.Of(OrderUnknown, ("order", wish.OrderNumber ?? wish.OrderId!.Value.ToString("D")));
    }

    private async Task<bool> HadAsync(
        string tenant, MonthRef month, FindingBody wish, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            HadOrder, [Text(tenant), Uuid(month.ContractorId), Uuid(wish.OrderId), Text(wish.OrderNumber)],
            _ => true, cancellationToken)).Count > 0;
}
