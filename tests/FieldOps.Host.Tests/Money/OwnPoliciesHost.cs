using FieldOps.Testing;

namespace FieldOps.Host.Tests.Money;

/// <summary>February 2024 with rule documents of its own beside the shipped ones.</summary>
public abstract class OwnPoliciesHost : MoneyHost, IDisposable
{
    protected PolicyCopy Policies { get; } = new();

    public override Task InitializeAsync()
    {
        Settings["FieldOps:PolicyFolder"] = Policies.Path;
        return base.InitializeAsync();
    }

    public void Dispose()
    {
        Policies.Dispose();
        GC.SuppressFinalize(this);
    }
}
