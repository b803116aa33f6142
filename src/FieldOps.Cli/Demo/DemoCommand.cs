using System.CommandLine;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary><c>demo</c>: the main job on sample or real data.</summary>
internal static class DemoCommand
{
    public static Command Create(Screen screen, Surroundings surroundings)
    {
        _ = surroundings;
        var command = new CommandWithExamples(
            "demo",
            screen.Of(
                "Runs the main job on the packaged sample, or on real data with --data FOLDER.",
                "用自带样例（或 --data 目录中的真实数据）跑完整流程。"),
            "./fieldops demo",
            "./fieldops demo --data ../shared/data --exit");
        command.SetAction(_ =>
        {
            screen.Problem("demo.not-included", new("This build has no demo.", "此版本不含演示。"));
            return (int)ExitCode.Environment;
        });
        return command;
    }
}
