namespace FieldOps.Import;

/// <summary>Bounds of one import; the defaults are named constants with their reasons.</summary>
public sealed record ImportLimits
{
    /// <summary>Bytes of one line: the widest layout known needs under 200, so more is a runaway file.</summary>
    public const int DefaultLineBytesMax = 64 * 1024;

    /// <summary>Bytes of one unpacked file, 4 GiB: above the largest public cell export; stops a packed bomb.</summary>
    public const long DefaultFileBytesMax = 4L * 1024 * 1024 * 1024;

    /// <summary>Rows of one file: the identities of all rows are held in memory to find doubles.</summary>
    public const int DefaultRowsMax = 5_000_000;

    /// <summary>Problems kept for a report: more than a person reads; the rest is counted.</summary>
    public const int DefaultProblemsMax = 1_000;

    /// <summary>Entries looked at in an archive before giving up on finding the wanted file.</summary>
    public const int DefaultArchiveEntriesMax = 1_000;

    /// <summary>Fields of one CSV line, or properties of one JSON or GML object.</summary>
    public const int DefaultFieldsMax = 256;

    /// <summary>Nesting of JSON or GML: the known files need five levels.</summary>
    public const int DefaultDepthMax = 32;

    public static ImportLimits Default { get; } = new();

    public int LineBytesMax { get; init; } = DefaultLineBytesMax;

    public long FileBytesMax { get; init; } = DefaultFileBytesMax;

    public int RowsMax { get; init; } = DefaultRowsMax;

    public int ProblemsMax { get; init; } = DefaultProblemsMax;

    public int ArchiveEntriesMax { get; init; } = DefaultArchiveEntriesMax;

    public int FieldsMax { get; init; } = DefaultFieldsMax;

    public int DepthMax { get; init; } = DefaultDepthMax;

    /// <summary>
    /// False (the default) reports a last line without a line end: a file cut inside its last number would otherwise
    /// be read with a wrong number and nobody would know.
    /// </summary>
    public bool AcceptUnterminatedLastLine { get; init; }
}
