namespace FieldOps.Cli.Output;

/// <summary>One sentence in both languages.</summary>
internal readonly record struct Text(string En, string Zh)
{
    public string In(Language language) => language == Language.Zh ? Zh : En;
}
