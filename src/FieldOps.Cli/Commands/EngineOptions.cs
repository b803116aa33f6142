using System.CommandLine;
using FieldOps.Cli.Hosting;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Commands;

/// <summary><c>--engine</c> and <c>--silos</c>, the same words in every command that starts a host.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string> _engine;
    private readonly Option<int> _silos;

    public EngineOptions(Screen screen)
    {
        _engine = new("--engine")
        {
            Description = screen.Of(
                "orleans (silos), local (one process) or auto: orleans wherever its packages are",
                "orleans（集群节点）、local（单进程）或 auto（有 Orleans 软件包时用 orleans）"),
            HelpName = "orleans|local|auto",
            DefaultValueFactory = _ => Engine.Auto,
        };
        _engine.AcceptOnlyFromAmong(Engine.Cluster, Engine.Local, Engine.Auto);
        _silos = new("--silos")
        {
            Description = screen.Of("silos on this machine; 1 when absent", "本机上的节点数；缺省为 1"),
            HelpName = "NUMBER",
            DefaultValueFactory = _ => 1,
        };
        _silos.Validators.Add(result =>
        {
            var silos = result.GetValueOrDefault<int>();
            if (silos is < 1 or > Engine.SilosMax)
            {
                result.AddError(screen.Of(
                    $"--silos is 1 to {Engine.SilosMax}", $"--silos 应为 1 到 {Engine.SilosMax}"));
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_engine);
        command.Options.Add(_silos);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_engine) == Engine.Local && result.GetValue(_silos) > 1)
            {
                result.AddError("--engine local has no silos / --engine local 不支持 --silos");
            }
        });
    }

    public Engine Read(ParseResult parsed, Func<string, string?> environment) =>
        Engine.Resolve(parsed.GetValue(_engine)!, parsed.GetValue(_silos), environment);
}
