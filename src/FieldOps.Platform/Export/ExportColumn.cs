namespace FieldOps.Platform.Export;

/// <summary>A column of an exported table.</summary>
/// <param name="Zh">Its heading in Chinese.</param>
/// <param name="En">Its heading in English.</param>
public sealed record ExportColumn(string Zh, string En)
{
    /// <summary>Both, as they stand in the first row.</summary>
    public string Heading => $"{Zh} {En}";
}
