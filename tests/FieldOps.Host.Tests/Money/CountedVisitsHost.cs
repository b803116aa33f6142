using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>
/// The same with a price list by which repairs of access cables are visits of the month's own orders.
/// </summary>
public sealed class CountedVisitsHost : AgreedHost, IDisposable
{
    private const string Fault = "\"code\": \"fault\",";

    private readonly PolicyCopy _policies = new PolicyCopy().Change(
        "settlement/line-prices.v1.json",
        (Fault, Fault + """
            "countedFrom": [{ "speciality": "line", "workKinds": ["repair"], "assetClasses": ["access"] }],
            """));

    protected override string Scheme => "line-station";

    public override Task InitializeAsync()
    {
        Settings["FieldOps:PolicyFolder"] = _policies.Path;
        return base.InitializeAsync();
    }

    /// <summary>
    /// An order that ends late by the customer's cause: what nobody has to answer for changes no score, and is a visit.
    /// </summary>
    public async Task LateOfTheCustomerAsync(string contractor)
    {
        var month = MonthRef.Of(
            IdOf(contractor), contractor, new MonthKey(2024, 1), Services.GetRequiredService<TimeZoneInfo>());
        var order = NameBasedId.Of(month.EntityId, "late");
        await AskAsync(month, new RecordOutcome(
            month,
            new OrderOutcome(
                order, "GD-00099", month.ContractorId, null, order, "access", "Shanghai", "x", "repair", InJanuary,
                Attributions.Customer, [], false, 0, 0),
            0));
    }

    public void Dispose()
    {
        _policies.Dispose();
        GC.SuppressFinalize(this);
    }
}
