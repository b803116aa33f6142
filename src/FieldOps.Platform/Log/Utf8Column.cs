using System.Buffers;
using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>
/// A column of text as the server sends it: JSON is read from that, and a string of it would be made, and made UTF-8
/// again, for nothing. Holds a rented buffer until it is disposed.
/// </summary>
internal readonly struct Utf8Column : IDisposable
{
    private readonly byte[] _rented;
    private readonly int _length;

    /// <summary>Reads a column of the row.</summary>
    /// <param name="row">On a row.</param>
    /// <param name="column">Of type text, not null.</param>
    public Utf8Column(NpgsqlDataReader row, int column)
    {
        using var text = row.GetStream(column);
        _length = checked((int)text.Length);
        _rented = ArrayPool<byte>.Shared.Rent(_length);
        text.ReadExactly(_rented, 0, _length);
    }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Text => _rented.AsSpan(0, _length);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
