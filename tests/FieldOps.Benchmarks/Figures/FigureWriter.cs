using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FieldOps.Benchmarks.Figures;

/// <summary>Prints figures as they are measured: JSON lines, or the rows of a table.</summary>
internal sealed class FigureWriter(bool json)
{
    private static readonly JsonSerializerOptions s_lines = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private bool _headed;

    public void Write(Figure figure)
    {
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(Rounded(figure), s_lines) : Row(figure));
        Console.Out.Flush();
    }

    // Three significant decimals are more than a measurement on shared cores holds.
    private static Figure Rounded(Figure figure) => figure with
    {
        Value = Math.Round(figure.Value, 3),
        PeerValue = figure.PeerValue is { } peer ? Math.Round(peer, 3) : null,
        Ratio = figure.Ratio is { } ratio ? Math.Round(ratio, 3) : null,
    };

    private string Row(Figure figure)
    {
        var head = _headed ? string.Empty : Head();
        _headed = true;
        var peer = figure.Peer is null ? string.Empty : $"{figure.Peer} {Number(figure.PeerValue)}";
        var ratio = figure.Ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : string.Empty;
        var note = figure.Note is null ? string.Empty : Environment.NewLine + "          " + figure.Note;
        return head + string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Bench,-9} {figure.Metric,-28} {Number(figure.Value),10} {figure.Unit,-9} " +
            $"{peer,-14} {ratio,6}  {Reach(figure)}{note}");
    }

    private static string Head() =>
        $"{"bench",-9} {"metric",-28} {"value",10} {"unit",-9} {"peer",-14} {"ratio",6}  reach{Environment.NewLine}";

    private static string Reach(Figure figure) => figure.Reach is not { } reach ? string.Empty
        : $"{(figure.Reached == true ? "reached" : "NOT reached")} ({Wanted(figure.ReachOf)} {Number(reach)})";

    private static string Wanted(string? reachOf) => reachOf switch
    {
        "value-at-most" => "at most",
        "ratio-at-least" => "ratio at least",
        _ => "at least",
    };

    private static string Number(double? number) => number switch
    {
        null => string.Empty,
        >= 100 => number.Value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => number.Value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
