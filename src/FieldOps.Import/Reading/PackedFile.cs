using System.Formats.Tar;
using System.IO.Compression;

namespace FieldOps.Import;

/// <summary>One file inside a .tar.gz, found by its extension and read as a stream.</summary>
internal sealed class PackedFile : IAsyncDisposable
{
    private readonly GZipStream _gzip;
    private readonly TarReader _tar;
    private readonly ImportLimits _limits;

    public PackedFile(Stream stream, ImportLimits limits)
    {
        _limits = limits;
        _gzip = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        _tar = new TarReader(_gzip, leaveOpen: true);
    }

    public async Task<(Stream? Content, ImportProblem? Problem)> FindAsync(
        string extension, CancellationToken cancellation)
    {
        try
        {
            long skipped = 0;
            for (var i = 0; i < _limits.ArchiveEntriesMax; i++)
            {
                var entry = await _tar.GetNextEntryAsync(copyData: false, cancellation);
                if (entry is null || skipped > _limits.FileBytesMax)
                {
                    break;
                }

                if (entry.DataStream is not null && Matches(entry.Name, extension))
                {
                    return (new DeclaredLengthStream(entry.DataStream, entry.Length), null);
                }

                skipped += entry.Length;
            }

            return (null, FileProblems.ArchiveWithout(extension));
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException)
        {
            return (null, FileProblems.ArchiveBroken(0));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync();
        await _gzip.DisposeAsync();
    }

    // Names that begin with "._" are shadow files that some packers add beside each real one.
    private static bool Matches(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) &&
        !Path.GetFileName(name).StartsWith("._", StringComparison.Ordinal);
}
