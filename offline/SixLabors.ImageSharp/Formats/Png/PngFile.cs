using System.Buffers.Binary;
using System.Text;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The chunks of a PNG file that make up its picture.</summary>
internal sealed class PngFile
{
    private const int ChunkOverhead = 8;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public PngHeader Header { get; private set; }

    public Rgba32[]? Palette { get; private set; }

    /// <summary>The sample values that stand for a transparent pixel, where the file has no alpha channel.</summary>
    public int[]? TransparentColor { get; private set; }

    public MemoryStream CompressedData { get; } = new();

    public static PngFile Parse(ReadOnlySpan<byte> data)
    {
        PngFile file = new();
        bool hasHeader = false;
        for (int position = Signature.Length; position + 4 <= data.Length;)
        {
            if (position + ChunkOverhead > data.Length)
                throw new InvalidImageContentException("Invalid PNG data.");

            int length = BinaryPrimitives.ReadInt32BigEndian(data[position..]);
            ReadOnlySpan<byte> type = data.Slice(position + 4, 4);
            if (length < 0 || !IsAllLetters(type))
            {
                // Damaged files are searched for the next chunk, byte by byte.
                position++;
                continue;
            }

            position += ChunkOverhead;
            length = Math.Min(length, data.Length - position);
            ReadOnlySpan<byte> content = data.Slice(position, length);
            if (type.SequenceEqual("IEND"u8))
                break;
            if (!hasHeader && !type.SequenceEqual("IHDR"u8))
                throw MissingHeader();

            CheckCrc(type, data.Slice(position - 4, length + 4), data[(position + length)..]);
            hasHeader = true;
            file.Add(type, content);
            position = Math.Min(data.Length, position + length + 4);
        }

        return hasHeader ? file : throw MissingHeader();
    }

    private static bool IsAllLetters(ReadOnlySpan<byte> type)
    {
        foreach (byte letter in type)
        {
            if (!char.IsAsciiLetter((char)letter))
                return false;
        }

        return true;
    }

    private static void CheckCrc(ReadOnlySpan<byte> type, ReadOnlySpan<byte> typeAndContent, ReadOnlySpan<byte> rest)
    {
        // The other chunks do not change the pixels; damage there is forgiven.
        if (!type.SequenceEqual("IHDR"u8) && !type.SequenceEqual("PLTE"u8) && !type.SequenceEqual("IDAT"u8))
            return;

        uint expected = rest.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (Crc32.Compute(typeAndContent) != expected)
            throw new InvalidImageContentException($"CRC Error. PNG {Encoding.ASCII.GetString(type)} chunk is corrupt!");
    }

    private static InvalidImageContentException MissingHeader()
        => new("PNG Image must contain a header chunk and it must be located before any other chunks.");

    private void Add(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (type.SequenceEqual("IHDR"u8))
            Header = PngHeader.Parse(content);
        else if (type.SequenceEqual("PLTE"u8))
            Palette = ReadPalette(content);
        else if (type.SequenceEqual("tRNS"u8))
            AddTransparency(content);
        else if (type.SequenceEqual("IDAT"u8))
            CompressedData.Write(content);
    }

    private static Rgba32[] ReadPalette(ReadOnlySpan<byte> content)
    {
        Rgba32[] palette = new Rgba32[content.Length / 3];
        for (int i = 0; i < palette.Length; i++)
            palette[i] = new Rgba32(content[3 * i], content[(3 * i) + 1], content[(3 * i) + 2]);
        return palette;
    }

    private void AddTransparency(ReadOnlySpan<byte> content)
    {
        for (int i = 0; i < Math.Min(content.Length, Palette?.Length ?? 0); i++)
            Palette![i].A = content[i];

        int samples = Header.ColorType switch { PngColorType.Grayscale => 1, PngColorType.Rgb => 3, _ => 0 };
        if (samples == 0 || content.Length < 2 * samples)
            return;

        // ImageSharp 3.1 reads 16-bit values here with their bytes swapped; its pixels are what counts.
        TransparentColor = new int[samples];
        for (int i = 0; i < samples; i++)
        {
            TransparentColor[i] = Header.BitDepth == 16
                ? BinaryPrimitives.ReadUInt16LittleEndian(content[(2 * i)..])
                : content[(2 * i) + 1];
        }
    }
}
