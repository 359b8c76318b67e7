using System.Globalization;

namespace MlNetShallow.Serialization;

/// <summary>
/// What may be decompressed of a file in all: 64 MiB and 8 bytes for each byte of the file. The weights of a training are
/// hardly smaller when compressed, so a network is far below; a file that holds more is made to fill the memory of its reader.
/// </summary>
internal sealed class DecompressionBudget(long fileLength)
{
    private const long Base = 64L << 20;
    private const int PerByte = 8;
    private const int PieceLength = 1 << 16;

    private readonly long _whole = Base + (PerByte * fileLength);
    private readonly byte[] _piece = new byte[PieceLength];
    private long _left = Base + (PerByte * fileLength);

    /// <summary>Reads a stream to its end. Memory is taken as bytes come, whatever length is declared.</summary>
    /// <exception cref="FormatException">It has more bytes than are left.</exception>
    public ArraySegment<byte> Read(Stream decompressed, string what)
    {
        var content = new MemoryStream();
        for (int read; (read = decompressed.Read(_piece)) > 0;)
        {
            if ((_left -= read) < 0)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"{what} decompresses to too much: of a file of {fileLength} bytes at most {_whole} bytes are " +
                    $"decompressed, {Base} and {PerByte} for each of its own."));
            }

            content.Write(_piece, 0, read);
        }

        return new ArraySegment<byte>(content.GetBuffer(), 0, (int)content.Length);
    }
}
