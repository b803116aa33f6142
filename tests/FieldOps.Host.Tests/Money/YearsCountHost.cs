namespace FieldOps.Host.Tests.Money;

/// <summary>February 2024 with standing rules that count years instead of months, and one before the year.</summary>
public sealed class YearsCountHost : OwnPoliciesHost
{
    public YearsCountHost() => Policies.Change(
        "standing/default.v2.json", ("\"counts\": \"months\"", "\"counts\": \"years\", \"yearsBefore\": 1"));
}
