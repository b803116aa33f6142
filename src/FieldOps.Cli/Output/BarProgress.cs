using Spectre.Console;

namespace FieldOps.Cli.Output;

/// <summary>Moves a bar of the terminal.</summary>
internal sealed class BarProgress(ProgressTask task) : IProgress<(long Done, long All)>
{
    public void Report((long Done, long All) value)
    {
        task.MaxValue = Math.Max(1, value.All);
        task.Value = value.Done;
    }
}
