using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>The world that was asked for.</summary>
internal sealed class DemoWorld(DemoSettings settings)
{
    private const int ProblemsShown = 5;

    public async Task<LoadedWorld> LoadAsync(CancellationToken cancellationToken)
    {
        var config = ConfigFolder();
        var seed = settings.Seed ?? (settings.Data is null ? SampleWorld.DefaultSeed : RealWorldSource.DefaultSeed);
        var load = settings.Data is { } data
            ? await RealWorld.LoadAsync(new RealWorldSource(data, config, seed), cancellationToken)
            : await SampleWorld.LoadAsync(config, seed, cancellationToken);
        var problems = load.Report.Problems;
        var profiles = await SimulationProfiles.LoadAsync(
            Path.Combine(config, WorldFiles.SimulationProfiles), problems, cancellationToken);
        if (load.World is { } world && profiles is not null)
        {
            return new LoadedWorld(world, load.Report, profiles, seed);
        }

        var first = problems.Items.Take(ProblemsShown).ToArray();
        throw new CommandStoppedException(
            ExitCode.Environment,
            "demo.world-not-readable",
            new(
                $"The data cannot be used: {string.Join(" ", first.Select(p => p.TextEn))}",
                $"数据无法使用：{string.Join(" ", first.Select(p => p.TextZh))}"));
    }

    private static string ConfigFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "silo-config", "import");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new CommandStoppedException(
            ExitCode.Environment,
            "demo.settings-missing",
            new("There is no silo-config/import here or above.", "此处及上级目录没有 silo-config/import。"));
    }
}

/// <summary>A world, how its making went, and how crews work in it.</summary>
internal sealed record LoadedWorld(World World, WorldReport Report, SimulationProfiles Profiles, ulong Seed);
