using System.Globalization;

namespace FieldOps.Cli.Output;

/// <summary>A line at the first report and at each further tenth.</summary>
internal sealed class PlainProgress(string label, TextWriter output) : IProgress<(long Done, long All)>
{
    private const int Tenths = 10;
    private long _told = -1;

    public void Report((long Done, long All) value)
    {
        var tenth = value.All <= 0 ? Tenths : value.Done * Tenths / value.All;
        if (tenth <= _told)
        {
            return;
        }

        _told = tenth;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{label}: {value.Done}/{value.All} ({tenth * Tenths} %)"));
    }
}
