using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FieldOps.Import;

/// <summary>A square matrix of NumPy's .npy format, version 1, little-endian integers or booleans in C order.</summary>
internal static partial class NpyMatrix
{
    /// <summary>Rows and columns: a causal graph of more alarm types than any network raises.</summary>
    private const int SideMax = 1_024;

    private const int PreambleBytes = 10;

    /// <summary>Null when the header is of another kind; non-zero cells are true.</summary>
    public static async Task<bool[,]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var preamble = new byte[PreambleBytes];
        await stream.ReadExactlyAsync(preamble, cancellation);
        if (!IsMagic(preamble))
        {
            return null;
        }

        var header = new byte[BinaryPrimitives.ReadUInt16LittleEndian(preamble.AsSpan(8))];
        await stream.ReadExactlyAsync(header, cancellation);
        var shape = Header().Match(Encoding.ASCII.GetString(header));
        var side = shape.Success ? int.Parse(shape.Groups["rows"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (side is 0 or > SideMax || shape.Groups["rows"].Value != shape.Groups["columns"].Value)
        {
            return null;
        }

        var width = shape.Groups["width"].ValueSpan[0] - '0';
        var cells = new byte[side * side * width];
        await stream.ReadExactlyAsync(cells, cancellation);
        return Fill(cells, side, width);
    }

    private static bool IsMagic(byte[] preamble) =>
        preamble[0] == 0x93 && preamble.AsSpan(1, 5).SequenceEqual("NUMPY"u8) && preamble[6] == 1;

    private static bool[,] Fill(byte[] cells, int side, int width)
    {
        var matrix = new bool[side, side];
        for (var i = 0; i < side * side; i++)
        {
            matrix[i / side, i % side] = cells.AsSpan(i * width, width).ContainsAnyExcept((byte)0);
        }

        return matrix;
    }

    [GeneratedRegex(
        """
        'descr': '[<|][iub](?<width>[1248])'.*'fortran_order': False.*'shape': \((?<rows>\d{1,4}), (?<columns>\d{1,4})\)
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();
}
