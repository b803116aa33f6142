namespace FieldOps.Host.Tests.Money;

/// <summary>February 2024 with a scheme by which restoration counts over a rolling quarter.</summary>
public sealed class RollingHost : OwnPoliciesHost
{
    public RollingHost() => Policies.Change(
        "scoring/line-station.v1.json", ("\"id\": \"restore\",", "\"id\": \"restore\", \"rollingMonths\": 3,"));
}
