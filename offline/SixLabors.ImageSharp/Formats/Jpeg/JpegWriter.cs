using System.Buffers.Binary;
using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;
using Tables = SixLabors.ImageSharp.Formats.Jpeg.JpegStandardTables;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Writes one image: markers, transformed blocks, Huffman codes.</summary>
internal sealed class JpegWriter(Stream stream, int quality)
{
    private const int McuSize = 16;

    private readonly HuffmanCode[] _dcCodes =
        [new(Tables.LuminanceDcCounts, Tables.DcValues), new(Tables.ChrominanceDcCounts, Tables.DcValues)];

    private readonly HuffmanCode[] _acCodes =
    [
        new(Tables.LuminanceAcCounts, Tables.LuminanceAcValues),
        new(Tables.ChrominanceAcCounts, Tables.ChrominanceAcValues),
    ];

    private readonly byte[][] _quantization =
        [Scale(Tables.LuminanceQuantization, quality), Scale(Tables.ChrominanceQuantization, quality)];

    private readonly int[] _dcPredictors = new int[3];
    private readonly float[] _block = new float[64];
    private ulong _bits;
    private int _bitCount;

    public void Write(Image image)
    {
        stream.Write([0xFF, JpegMarker.StartOfImage]);
        WriteSegment(JpegMarker.Application0, [.. "JFIF\0"u8, 1, 1, 1, 0, 96, 0, 96, 0, 0]);
        for (byte table = 0; table < 2; table++)
        {
            byte[] zigZag = new byte[64];
            for (int i = 0; i < 64; i++)
                zigZag[i] = _quantization[table][JpegScan.ZigZag[i]];
            WriteSegment(JpegMarker.DefineQuantizationTables, [table, .. zigZag]);
        }

        byte[] frame = [8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)image.Height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)image.Width);
        WriteSegment(JpegMarker.StartOfFrameBaseline, frame);
        WriteSegment(JpegMarker.DefineHuffmanTables, [0x00, .. Tables.LuminanceDcCounts, .. Tables.DcValues]);
        WriteSegment(JpegMarker.DefineHuffmanTables, [0x10, .. Tables.LuminanceAcCounts, .. Tables.LuminanceAcValues]);
        WriteSegment(JpegMarker.DefineHuffmanTables, [0x01, .. Tables.ChrominanceDcCounts, .. Tables.DcValues]);
        WriteSegment(JpegMarker.DefineHuffmanTables, [0x11, .. Tables.ChrominanceAcCounts, .. Tables.ChrominanceAcValues]);
        WriteSegment(JpegMarker.StartOfScan, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        WritePixels(image);
        WriteBits(0x7F, 7);
        stream.Write([0xFF, JpegMarker.EndOfImage]);
    }

    private static byte[] Scale(ReadOnlySpan<byte> table, int quality)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return Array.ConvertAll(table.ToArray(), value => (byte)Math.Clamp(((value * percent) + 50) / 100, 1, 255));
    }

    private void WriteSegment(byte marker, ReadOnlySpan<byte> content)
    {
        int length = content.Length + 2;
        stream.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        stream.Write(content);
    }

    private void WritePixels(Image image)
    {
        // Beyond the right and the lower edge the last pixel is repeated.
        int paddedWidth = JpegFrame.DivideUp(image.Width, McuSize) * McuSize;
        Rgba32[][] rows = [.. Enumerable.Range(0, McuSize).Select(_ => new Rgba32[paddedWidth])];
        float[] luma = new float[McuSize * McuSize];
        float[] blue = new float[64];
        float[] red = new float[64];
        for (int top = 0; top < image.Height; top += McuSize)
        {
            for (int y = 0; y < McuSize; y++)
            {
                image.CopyRowTo(Math.Min(top + y, image.Height - 1), rows[y]);
                rows[y].AsSpan(image.Width).Fill(rows[y][image.Width - 1]);
            }

            for (int left = 0; left < paddedWidth; left += McuSize)
            {
                ConvertMcu(rows, left, luma, blue, red);
                for (int i = 0; i < 4; i++)
                    WriteBlock(luma.AsSpan((i / 2 * 8 * McuSize) + (i % 2 * 8)), McuSize, 0);
                WriteBlock(blue, 8, 1);
                WriteBlock(red, 8, 2);
            }
        }
    }

    private static void ConvertMcu(Rgba32[][] rows, int left, float[] luma, float[] blue, float[] red)
    {
        Array.Clear(blue);
        Array.Clear(red);
        for (int y = 0; y < McuSize; y++)
        {
            for (int x = 0; x < McuSize; x++)
            {
                Rgba32 pixel = rows[y][left + x];
                int chroma = (y / 2 * 8) + (x / 2);
                luma[(y * McuSize) + x] = (0.299f * pixel.R) + (0.587f * pixel.G) + (0.114f * pixel.B) - 128;
                blue[chroma] += ((-0.168736f * pixel.R) - (0.331264f * pixel.G) + (0.5f * pixel.B)) / 4;
                red[chroma] += ((0.5f * pixel.R) - (0.418688f * pixel.G) - (0.081312f * pixel.B)) / 4;
            }
        }
    }

    private void WriteBlock(ReadOnlySpan<float> samples, int stride, int component)
    {
        int table = component == 0 ? 0 : 1;
        Transform(samples, stride);

        int dc = Quantize(0, table);
        int difference = dc - _dcPredictors[component];
        _dcPredictors[component] = dc;
        int size = BitLength(difference);
        WriteBits(_dcCodes[table][size]);
        WriteSigned(difference, size);

        int zeros = 0;
        for (int k = 1; k < 64; k++)
        {
            int value = Quantize(JpegScan.ZigZag[k], table);
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
                WriteBits(_acCodes[table][0xF0]);
            size = BitLength(value);
            WriteBits(_acCodes[table][(zeros << 4) | size]);
            WriteSigned(value, size);
            zeros = 0;
        }

        if (zeros > 0)
            WriteBits(_acCodes[table][0]);
    }

    private int Quantize(int index, int table) => (int)MathF.Round(_block[index] / (8 * _quantization[table][index]));

    private void Transform(ReadOnlySpan<float> samples, int stride)
    {
        Span<float> rows = stackalloc float[64];
        rows.Clear();
        for (int i = 0; i < 64; i++)
        {
            for (int x = 0; x < 8; x++)
                rows[i] += samples[(i / 8 * stride) + x] * CosineTransform.Basis[(i % 8 * 8) + x];
        }

        Array.Clear(_block);
        for (int i = 0; i < 64; i++)
        {
            for (int y = 0; y < 8; y++)
                _block[i] += CosineTransform.Basis[(i / 8 * 8) + y] * rows[(y * 8) + (i % 8)];
        }
    }

    private static int BitLength(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));

    private void WriteSigned(int value, int size) => WriteBits(value < 0 ? value + (1 << size) - 1 : value, size);

    private void WriteBits((int Code, int Length) code) => WriteBits(code.Code, code.Length);

    private void WriteBits(int value, int count)
    {
        _bits = (_bits << count) | (uint)value;
        _bitCount += count;
        for (; _bitCount >= 8; _bitCount -= 8)
        {
            byte next = (byte)(_bits >> (_bitCount - 8));
            stream.WriteByte(next);
            if (next == 0xFF)
                stream.WriteByte(0);
        }
    }
}
