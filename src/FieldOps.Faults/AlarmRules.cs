using FieldOps.Domain.Faults;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Options;

namespace FieldOps.Faults;

/// <summary>The alarm policy that holds now; pinned into commands.</summary>
internal sealed class AlarmRules
{
    private readonly PolicySet<AlarmPolicy> _policies;
    private readonly string _id;
    private readonly IAppClock _clock;

    public AlarmRules(PolicyFolder folder, IOptions<FaultsOptions> options, IAppClock clock)
    {
        _policies = folder.Load<AlarmPolicy>("alarms");
        _id = options.Value.AlarmPolicy;
        _clock = clock;
        foreach (var policy in _policies.All)
        {
            if (policy.Faults() is [var fault, ..])
            {
                throw new PolicyFormatException($"alarms/{policy.Id}.v{policy.Version}.json", fault);
            }
        }

        _ = Now;
    }

    public AlarmPolicy Now => At(_clock.Now);

    public DateTimeOffset Clock => _clock.Now;

    private AlarmPolicy At(DateTimeOffset instant) => _policies.EffectiveAt(_id, instant)
        ?? throw new PolicyFormatException($"alarms/{_id}", "no version holds now");
}
