using System.Text.Json;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Platform.Serialization;

namespace FieldOps.Compliance;

/// <summary>The hours of the clocks on one page of the board; most pages know one or two kinds.</summary>
internal sealed class BoardHours
{
    private readonly Dictionary<string, OpenTime> _read = new(StringComparer.Ordinal);

    /// <summary>Running time from <paramref name="now"/> until <paramref name="due"/>; negative when it is
    /// over.</summary>
    public TimeSpan Between(string? hours, DateTimeOffset now, DateTimeOffset due)
    {
        if (hours is null)
        {
            return due - now;
        }

        if (!_read.TryGetValue(hours, out var time))
        {
            time = JsonSerializer.Deserialize<OpenHours>(hours, PlatformJson.Options)!.Time();
            _read[hours] = time;
        }

        return due >= now ? time.Between(now, due) : -time.Between(due, now);
    }
}
