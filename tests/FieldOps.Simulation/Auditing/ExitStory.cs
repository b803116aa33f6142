using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>How one contractor leaves, as the log tells it.</summary>
internal sealed class ExitStory(LogEvent drafted)
{
    private const string Prefix = "contractor-exit.";

    public Guid Contractor { get; } = drafted.Body.Id("contractorId");

    public string Code { get; } = drafted.Body.Text("contractorCode");

    public string DraftedBy { get; } = drafted.Body.Text("draftedBy");

    public LogEvent? Decided { get; private set; }

    public LogEvent? Started { get; private set; }

    public LogEvent? Completed { get; private set; }

    /// <summary>Every time it handed over, in order.</summary>
    public List<LogEvent> HandOvers { get; } = [];

    /// <summary>What was called by which name, in order.</summary>
    public List<string> Steps { get; } = ["drafted"];

    public static List<ExitStory> Read(LogFile log)
    {
        var exits = new Dictionary<Guid, ExitStory>();
        foreach (var happened in log.Events.Where(e => e.Type == "contractor-exit"))
        {
            var verb = happened.Name[Prefix.Length..^".v1".Length];
            if (verb == "drafted")
            {
                exits[happened.Id] = new ExitStory(happened);
            }
            else
            {
                exits[happened.Id].Take(happened, verb);
            }
        }

        return [.. exits.Values];
    }

    /// <summary>Whether it had handed over at a position.</summary>
    public bool HasLeftAt(long position) => HandOvers.Exists(h => h.Position < position);

    /// <summary>Who takes a lot over, as the last hand-over before a position named it; null for nobody.</summary>
    public Guid? HeirAt(long position, Guid? lot)
    {
        var named = HandOvers.FindLast(h => h.Position < position)?.Body.List("replacements") ?? [];
        return Array.Find(named, r => r.Id("lotId") == lot) is { ValueKind: JsonValueKind.Object } heir
            ? heir.Id("contractorId")
            : null;
    }

    private void Take(LogEvent happened, string verb)
    {
        Steps.Add(verb);
        switch (verb)
        {
            case "decided":
                Decided = happened;
                break;
            case "started":
                Started = happened;
                break;
            case "handed-over":
                HandOvers.Add(happened);
                break;
            case "completed":
                Completed = happened;
                break;
        }
    }
}
