using System.Text.Json;

namespace FieldOps.Cli.Demo;

/// <summary>An order as the API shows it: what a contractor's dispatcher reads before sending a crew.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="TicketNumber">Of the fault ticket; null for an order by hand.</param>
/// <param name="AssetCode">The asset.</param>
/// <param name="WorkKind">repair, generation, guard …</param>
/// <param name="Cause">Probable cause, or reason of the work.</param>
/// <param name="ContractorId">Who has it.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="ClocksStartAt">When the party's clocks started.</param>
internal sealed record SeenOrder(
    Guid OrderId,
    string Number,
    string? TicketNumber,
    string AssetCode,
    string WorkKind,
    string Cause,
    Guid ContractorId,
    string ContractorCode,
    DateTimeOffset OccurredAt,
    DateTimeOffset ClocksStartAt)
{
    /// <summary>From the answer to <c>GET /work-orders/{id}</c>.</summary>
    public static SeenOrder Of(JsonElement order)
    {
        var lead = order.GetProperty("lead");
        var accept = order.GetProperty("clocks").EnumerateArray()
            .First(c => c.GetProperty("clock").ValueEquals("accept"));
        return new SeenOrder(
            order.GetProperty("id").GetGuid(),
            order.Word("number"),
            order.At("ticket")?.Word("number"),
            order.GetProperty("asset").Word("code"),
            order.Word("workKind"),
            order.Word("cause"),
            lead.GetProperty("contractorId").GetGuid(),
            lead.Word("contractorCode"),
            order.GetProperty("occurredAt").GetDateTimeOffset(),
            accept.GetProperty("startedAt").GetDateTimeOffset());
    }
}
