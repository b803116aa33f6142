namespace FieldOps.Cli.Hosting;

/// <summary>Which edition of the program runs: one process, or Orleans silos.</summary>
/// <param name="SiloProgram">The silo's assembly; null for the single-node engine.</param>
/// <param name="Silos">Number of silos; 1 for the single-node engine.</param>
internal sealed record Engine(string? SiloProgram, int Silos)
{
    public const string Auto = "auto";
    public const string Cluster = "orleans";
    public const string Local = "local";

    /// <summary>Silos of one machine at most: each takes a port of its own from ranges of this size.</summary>
    public const int SilosMax = 16;

    /// <summary>Where the launcher says that it has built the silo: absent where Orleans' packages are.</summary>
    public const string SiloVariable = "FIELDOPS_SILO";

    public static Engine SingleNode { get; } = new(null, 1);

    /// <summary>The word for it.</summary>
    public string Name => SiloProgram is null ? Local : Cluster;

    /// <summary>What was asked for, as far as this machine has it.</summary>
    /// <exception cref="CommandStoppedException">Silos were asked for, and there is no silo program.</exception>
    public static Engine Resolve(string word, int silos, Func<string, string?> environment)
    {
        var program = environment(SiloVariable) is { Length: > 0 } named && File.Exists(named) ? named : null;
        var wanted = word == Cluster || silos > 1;
        return word == Local || (program is null && !wanted) ? SingleNode
            : program is not null ? new(program, silos)
            : throw new CommandStoppedException(
                ExitCode.Environment,
                "engine.not-available",
                new(
                    "The cluster edition is not here: Orleans' packages could not be restored. --engine local runs"
                        + " one process.",
                    "此处没有集群版：无法还原 Orleans 软件包。--engine local 以单进程运行。"));
    }
}
