using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One contract lot: its terms over time.</summary>
internal sealed class LotStory(LogEvent opened)
{
    private readonly List<(long Position, JsonElement Terms)> _terms = [(opened.Position, opened.Body.At("terms"))];

    public Guid Id { get; } = opened.Id;

    public string Code { get; } = opened.Body.Text("code");

    public DateTimeOffset? ClosedFrom { get; set; }

    public JsonElement Terms => _terms[^1].Terms;

    public void Amended(LogEvent amended) => _terms.Add((amended.Position, amended.Body.At("terms")));

    public JsonElement TermsAt(long position) =>
        _terms.Last(t => t.Position <= position || t.Position == _terms[0].Position).Terms;

    /// <summary>
    /// The terms that hold at an instant, of those that were told before a position: later ones hold from their own
    /// beginning on, and what was to begin after them has been replaced. Undefined where none does.
    /// </summary>
    public JsonElement HoldingAt(DateTimeOffset at, long before = long.MaxValue)
    {
        var known = new List<JsonElement>();
        foreach (var (_, terms) in _terms.Where(t => t.Position < before))
        {
            known.RemoveAll(k => k.Instant("effectiveFrom") >= terms.Instant("effectiveFrom"));
            known.Add(terms);
        }

        return known.FindLast(k => k.Instant("effectiveFrom") <= at);
    }

    public static Dictionary<Guid, LotStory> Read(LogFile log)
    {
        var lots = new Dictionary<Guid, LotStory>();
        foreach (var happened in log.Events.Where(e => e.Type == "contract-lot"))
        {
            switch (happened.Name)
            {
                case "contract-lot.opened.v1":
                    lots[happened.Id] = new LotStory(happened);
                    break;
                case "contract-lot.amended.v1":
                    lots[happened.Id].Amended(happened);
                    break;
                case "contract-lot.closed.v1":
                    lots[happened.Id].ClosedFrom = happened.Body.Instant("closedFrom");
                    break;
            }
        }

        return lots;
    }
}
