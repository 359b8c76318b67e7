using System.Buffers.Binary;
using SkiaSharp;

namespace MlNetShallow.Pixels;

/// <summary>The orientation in the EXIF data of a PNG, which Skia's codec does not read. Those of JPEG and WebP it does.
/// </summary>
internal static class PngOrientation
{
    private const int SignatureLength = 8;
    private const int BytesAroundData = 12;
    private const int BytesOfEntry = 12;
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;

    /// <summary>What the chunk eXIf says; upright where there is none, or none that makes sense.</summary>
    public static SKEncodedOrigin Of(ReadOnlySpan<byte> png)
    {
        ReadOnlySpan<byte> rest = png[Math.Min(SignatureLength, png.Length)..];
        while (rest.Length >= BytesAroundData)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - BytesAroundData)
                break;
            if (rest[4..8].SequenceEqual("eXIf"u8))
                return OfExif(rest.Slice(8, (int)length));
            rest = rest[(int)(length + BytesAroundData)..];
        }

        return SKEncodedOrigin.TopLeft;
    }

    // A TIFF of one directory or more; the first is that of the picture itself.
    private static SKEncodedOrigin OfExif(ReadOnlySpan<byte> tiff)
    {
        if (tiff is not ([(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..]) || tiff.Length < 8)
            return SKEncodedOrigin.TopLeft;
        bool isBigEndian = tiff[0] == (byte)'M';
        uint directory = isBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return SKEncodedOrigin.TopLeft;
        int count = Short(tiff[(int)directory..], isBigEndian);
        ReadOnlySpan<byte> entries = tiff[((int)directory + 2)..];
        for (; count > 0 && entries.Length >= BytesOfEntry; count--, entries = entries[BytesOfEntry..])
        {
            if (Short(entries, isBigEndian) != OrientationTag)
                continue;
            var origin = (SKEncodedOrigin)Short(entries[8..], isBigEndian);
            return Short(entries[2..], isBigEndian) == ShortType && Enum.IsDefined(origin) ? origin : SKEncodedOrigin.TopLeft;
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isBigEndian)
        => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
