using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>What came out. One seed gives one report, figure for figure: it holds no time of the machine.</summary>
/// <param name="World"><c>sample</c> or <c>real</c>.</param>
/// <param name="Seed">Seed of all that was simulated.</param>
/// <param name="Sections">All parts, in order.</param>
/// <param name="Differences">What does not tie out; empty in a sound run.</param>
internal sealed record DemoReport(
    string World, ulong Seed, IReadOnlyList<ReportSection> Sections, IReadOnlyList<Text> Differences);
