using FieldOps.Testing;

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

    public void Dispose()
    {
        _policies.Dispose();
        GC.SuppressFinalize(this);
    }
}
