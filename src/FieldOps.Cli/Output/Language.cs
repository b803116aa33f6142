namespace FieldOps.Cli.Output;

internal enum Language
{
    En,
    Zh,
}

internal static class Languages
{
    public const string OptionName = "--lang";

    // The order in which POSIX lets one of them win.
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The option before anything is parsed (help itself is in a language), else the environment.</summary>
    public static Language Of(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var asked = Asked(args) ?? Variables.Select(environment).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return asked?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? Language.Zh : Language.En;
    }

    private static string? Asked(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i].StartsWith(OptionName + "=", StringComparison.Ordinal))
            {
                return args[i][(OptionName.Length + 1)..];
            }

            if (args[i] == OptionName && i + 1 < args.Count)
            {
                return args[i + 1];
            }
        }

        return null;
    }
}
