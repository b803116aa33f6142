using FieldOps.Platform.Clock;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>
/// The same in February, with contracts that were agreed in December: what is signed in February counts for no earlier
/// month.
/// </summary>
public class AgreedHost : MoneyHost
{
    private const int ContractorsKept = 3;

    private readonly Queue<string> _agreed = new();

    protected virtual string Scheme => "seed-3";

    protected override DateTimeOffset? SimulatedStart => new DateTimeOffset(2023, 12, 20, 4, 0, 0, TimeSpan.Zero);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        for (var n = 0; n < ContractorsKept; n++)
        {
            var code = await ContractorAsync("AGREED");
            await AgreeAsync(code, await LotAsync(100_000m, (code, 100m)), Scheme);
            _agreed.Enqueue(code);
        }

        await Services.GetRequiredService<IClockDriver>()
            .AdvanceAsync(base.SimulatedStart!.Value, CancellationToken.None);
    }

    /// <summary>
    /// A contractor with a lot of 100,000 yuan and a contract from January on that agrees on the scheme.
    /// </summary>
    public string Agreed() => _agreed.Dequeue();
}
