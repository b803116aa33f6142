using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using FieldOps.Cli.Api;
using FieldOps.Cli.Output;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Import;
using FieldOps.Platform.Config;

namespace FieldOps.Cli.Intake;

/// <summary>
/// Holiday lists into the draft of a calendar's next version: the years of the lists are told anew, hours and other
/// years stay. The draft is approved as every rule set is: over the API, by another person.
/// </summary>
internal sealed class CalendarIntake(FieldOpsClient client, Caller caller, string calendar)
{
    private const int NoteCharsMax = 500;
    private const int KeyHashHexDigits = 16;
    private const string DaysOf = "; days of ";

    private string Path => $"policies/calendar/{Uri.EscapeDataString(calendar)}";

    /// <summary>Writes the draft; nothing where the lists say what the calendar says.</summary>
    /// <exception cref="ApiRefusedException">There is no such calendar, or the draft is refused.</exception>
    public async Task<DraftedCalendar> DraftAsync(
        ImmutableArray<HolidayList> lists, DateTimeOffset? from, string note, CancellationToken cancellationToken)
    {
        var (current, version) = await CurrentAsync(cancellationToken);
        var next = NextOf(
            current, lists, from ?? await NextMorningAsync(current.Zone, cancellationToken));
        if (next.Days.SequenceEqual(current.Days))
        {
            return new DraftedCalendar(calendar, current.Version, current.EffectiveFrom, null, 0);
        }

        if (WorkCalendarCheck.FaultsOf(next) is { IsEmpty: false } faults)
        {
            var told = string.Join("; ", faults);
            throw new CommandStoppedException(
                ExitCode.Refusals, "import.calendar.unusable",
                new($"The calendar cannot be used so: {told}", $"按此名单，日历不可用：{told}"));
        }

        var body = FieldOpsClient.Serialize(
            new { Document = next, Note = note[..Math.Min(note.Length, NoteCharsMax)] });
        // The version that was read is in the key: a draft that was thrown away can be written again.
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"import-calendar-{version ?? 0}-{Convert.ToHexStringLower(SHA256.HashData(body))[..KeyHashHexDigits]}");
        var answer = Accepted(
            await client.PutBytesAsync($"{Path}/draft", body, key, caller, version, cancellationToken));
        var digest = answer.Json().GetProperty("draft").GetProperty("digest").GetString();
        var diff = await ReadAsync($"{Path}/diff?from={current.Version}&to=0", cancellationToken);
        return new DraftedCalendar(
            calendar, next.Version, next.EffectiveFrom, digest, diff.Json().GetProperty("changes").EnumerateArray()
                .Count(c => c.GetProperty("path").GetString()!.StartsWith("$.days", StringComparison.Ordinal)));
    }

    private static WorkCalendar NextOf(
        WorkCalendar current, ImmutableArray<HolidayList> lists, DateTimeOffset from) => current with
        {
            Version = current.Version + 1,
            EffectiveFrom = from,
            Source = SourceOf(current.Source, lists),
            Days = current.DaysWith(
                lists.Select(l => l.Year).ToHashSet(),
                lists.SelectMany(l => l.Days.Select(d => new CalendarDay(
                    d.Name, d.Date, d.IsOffDay, List: d.Date.Year == l.Year ? null : l.Year)))),
        };

    private async Task<(WorkCalendar Calendar, int? Version)> CurrentAsync(CancellationToken cancellationToken)
    {
        var line = await ReadAsync(Path, cancellationToken);
        var state = line.Json();
        if (state.TryGetProperty("draft", out var draft)
            && draft.GetProperty("draftedBy").GetString() is { } author && author != caller.Actor)
        {
            throw new CommandStoppedException(
                ExitCode.Refusals, "import.calendar.draft-waits",
                new(
                    $"A draft by {author} waits: approve it or throw it away first.",
                    $"{author} 的草案待审批，请先审批或废弃。"));
        }

        var last = state.GetProperty("versions").EnumerateArray().Max(v => v.GetProperty("version").GetInt32());
        var content = await ReadAsync($"{Path}/versions/{last}", cancellationToken);
        var document = content.Json().GetProperty("document");
        var read = StrictJson.Read<WorkCalendar>(JsonSerializer.SerializeToUtf8Bytes(document));
        return (read.Value ?? throw new JsonException($"{Path}/versions/{last}"), line.Version);
    }

    private async Task<DateTimeOffset> NextMorningAsync(string zone, CancellationToken cancellationToken)
    {
        var clock = await ReadAsync("clock", cancellationToken);
        var there = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var now = TimeZoneInfo.ConvertTime(clock.Json().GetProperty("now").GetDateTimeOffset(), there);
        var morning = now.Date.AddDays(1);
        return new DateTimeOffset(morning, there.GetUtcOffset(morning)).ToUniversalTime();
    }

    private async Task<ApiAnswer> ReadAsync(string path, CancellationToken cancellationToken) =>
        Accepted(await client.GetAsync(path, caller, null, cancellationToken));

    private static ApiAnswer Accepted(ApiAnswer answer) => answer.Refusal is { } refusal
        ? throw new ApiRefusedException(answer.Status, refusal)
        : answer;

    // Told once a year, however often its list is taken over.
    private static string SourceOf(string source, ImmutableArray<HolidayList> lists)
    {
        var told = source.Split(DaysOf);
        var kept = told.Skip(1).Where(t => !lists.Any(
            l => t.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{l.Year}:"), StringComparison.Ordinal)));
        var now = lists.Select(l => string.Create(
            CultureInfo.InvariantCulture, $"{l.Year}: {string.Join(", ", l.Papers.DefaultIfEmpty("imported list"))}"));
        return string.Join(DaysOf, [told[0], .. kept, .. now]);
    }
}

/// <summary>What became of the lists.</summary>
/// <param name="Calendar">The rule set.</param>
/// <param name="Version">Of the draft; of the calendar as it stands where nothing changes.</param>
/// <param name="EffectiveFrom">Its first instant, UTC.</param>
/// <param name="Digest">What the approver names; null where nothing changes.</param>
/// <param name="Changes">Entries of the calendar that differ.</param>
internal sealed record DraftedCalendar(
    string Calendar, int Version, DateTimeOffset EffectiveFrom, string? Digest, int Changes);
