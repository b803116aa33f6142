using System.Diagnostics;
using System.Globalization;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>How far the simulated time has come: a bar for a person, a line every few seconds elsewhere.</summary>
internal sealed class DemoProgress(Screen screen, IProgress<(long Done, long All)>? bar) : IProgress<DemoProgressStep>
{
    private static readonly TimeSpan s_lineEvery = TimeSpan.FromSeconds(5);

    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _told;

    public void Report(DemoProgressStep value)
    {
        var (done, all) = (value.Now - value.From, value.To - value.From);
        bar?.Report(((long)done.TotalMinutes, (long)all.TotalMinutes));
        var spent = Stopwatch.GetElapsedTime(_began);
        if (bar is not null || spent - _told < s_lineEvery)
        {
            return;
        }

        _told = spent;
        var share = Math.Clamp(done / all, 0.0001, 1);
        var left = spent * ((1 - share) / share);
        var day = value.Now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        screen.Line(new(
            FormattableString.Invariant(
                $"  {day}  {share * 100:0} %  {value.Orders} orders  {spent:mm\\:ss} gone, about {left:mm\\:ss} left"),
            FormattableString.Invariant(
                $"  {day}  {share * 100:0} %  {value.Orders} 张工单  已用 {spent:mm\\:ss}，约剩 {left:mm\\:ss}")));
    }
}
