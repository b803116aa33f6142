using FieldOps.Cli.Output;

namespace FieldOps.Cli.Intake;

/// <summary>The files of one import.</summary>
/// <param name="File">The file to import.</param>
/// <param name="Corrections">Corrections of places; null to correct nothing.</param>
/// <param name="Mapping">Our labelled mapping document.</param>
/// <param name="Districts">Our document of districts.</param>
/// <param name="Note">Told what a person should know beside problems: findings, corrections.</param>
internal sealed record IntakeFiles(
    string File, string? Corrections, string Mapping, string Districts, Action<Text> Note)
{
    /// <summary>The <c>silo-config/import</c> nearest above the program.</summary>
    public static string ConfigFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "silo-config", "import");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return Path.Combine(Directory.GetCurrentDirectory(), "silo-config", "import");
    }
}
