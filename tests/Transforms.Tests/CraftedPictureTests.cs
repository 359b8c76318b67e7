using System.Buffers.Binary;
using System.IO.Compression;
using MlNetShallow.Pixels;

namespace MlNetShallow.Transforms.Tests;

/// <summary>Files that were made to do harm, or that other decoders stumble over.</summary>
public class CraftedPictureTests
{
    private const int Side = 16;

    private static readonly byte[] Rgb = Fixture.Rgb("rgb.png");

    [Fact]
    public void InterlacedPngOfTooFewBytesIsTruncated()
    {
        byte[] png = CraftedPng.Of(
            CraftedPng.Header(8, 8, isInterlaced: true), CraftedPng.Chunk("IDAT", CraftedPng.Deflate([0, 1, 2, 3])));

        Assert.Contains("truncated", Refusal(png), StringComparison.Ordinal);
    }

    [Fact]
    public void HeaderOfABmpAloneIsTruncatedAndShowsNoOtherPicture()
    {
        byte[] header = new byte[54];
        "BM"u8.CopyTo(header);
        int[] fields = [54 + (64 * 64 * 3), 0, 54, 40, 64, 64];
        for (int i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(2 + (4 * i)), fields[i]);
        (header[26], header[28]) = (1, 24);
        var reader = new ImageReader(64, 64, ImageResizeMode.Stretch, pixelCap: 1 << 20);
        reader.Decode(File.ReadAllBytes(Fixture.Good("64x64.png")));

        Assert.Contains(
            "truncated", Assert.Throws<FormatException>(() => Discard(reader, header)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Pictures() => [.. PictureArchive.Names];

    [Theory, MemberData(nameof(Pictures))]
    public void WhatIsCutAnywhereIsRefusedOrWhole(string name)
    {
        byte[] encoded = PictureArchive.Encoded(name);
        (int height, int width, _) = PictureArchive.Expected(name);
        ImageReader[] readers = [.. new byte[] { 0x00, 0xA5 }.Select(priming => new ImageReader(
            height, width, ImageResizeMode.Stretch, pixelCap: 1 << 20, priming: priming))];
        byte[] whole = readers[0].Decode(encoded).ToArray();

        for (int length = 0; length < encoded.Length; length++)
        {
            foreach (ImageReader reader in readers)
            {
                if (TryDecode(reader, encoded.AsSpan(0, length)) is { } found && !found.SequenceEqual(whole))
                    Assert.Fail($"Cut at {length} of {encoded.Length} it is read, with other pixels.");
            }
        }
    }

    [Fact]
    public void PngInChunksOfOneByteIsRead()
    {
        byte[] data = CraftedPng.Deflate(CraftedPng.Rows(Rgb, Side));

        byte[] png = CraftedPng.Of(
            [CraftedPng.Header(Side, Side), .. data.Select(value => CraftedPng.Chunk("IDAT", [value]))]);

        Assert.Equal(Rgb, Read(png));
    }

    /// <summary>A frame of a motion JPEG: its tables are those of the standard's annex K, and not in it.</summary>
    [Fact]
    public void JpegWithoutHuffmanTablesIsReadWithTheUsualOnes()
    {
        byte[] jpeg = File.ReadAllBytes(Fixture.Good("baseline.jpg"));

        byte[] frame = WithoutHuffmanTables(jpeg);

        Assert.True(frame.Length < jpeg.Length - 400);
        Assert.Equal(Read(jpeg), Read(frame));
    }

    [Fact]
    public void TextThatInflatesToAGigabyteIsNotInflated()
    {
        byte[] png = CraftedPng.Of(
            CraftedPng.Header(Side, Side),
            CraftedPng.Chunk("zTXt", [.. "Comment\0\0"u8, .. ZerosDeflated(mebibytes: 1024)]),
            CraftedPng.Chunk("iCCP", [.. "Profile\0\0"u8, .. ZerosDeflated(mebibytes: 1024)]),
            CraftedPng.Chunk("IDAT", CraftedPng.Deflate(CraftedPng.Rows(Rgb, Side))));
        long before = PeakMemory();

        Assert.Equal(Rgb, Read(png));

        Assert.InRange(PeakMemory() - before, 0, 512L << 20);
    }

    [Theory]
    [InlineData(65_536, 1)]
    [InlineData(1, 65_536)]
    [InlineData(1_000_000, 1)]
    public void ASideIsBounded(int width, int height)
        => Assert.Contains(
            $"its header declares {width} × {height} pixels, and a side may have 65535 at most",
            Refusal(CraftedPng.Of(CraftedPng.Header(width, height), CraftedPng.Chunk("IDAT", CraftedPng.Deflate([0])))),
            StringComparison.Ordinal);

    /// <summary>Each scan is a pass over all pixels, and can be a few bytes that say that nothing changes.</summary>
    [Fact]
    public void TheScansOfAJpegAreBounded()
    {
        byte[] jpeg = File.ReadAllBytes(Fixture.Good("progressive.jpg"));
        ReadOnlySpan<byte> startOfScan = [0xFF, 0xDA], endOfImage = [0xFF, 0xD9];
        (int start, int end) = (jpeg.AsSpan().LastIndexOf(startOfScan), jpeg.AsSpan().LastIndexOf(endOfImage));
        int scans = jpeg.AsSpan().Count(startOfScan);
        // Its last scan again and again, until there is one more than 16 times the cap.
        byte[] crafted =
            [.. jpeg[..end], .. Enumerable.Repeat(jpeg[start..end], 17 - scans).SelectMany(scan => scan), .. jpeg[end..]];
        var reader = new ImageReader(Side, Side, ImageResizeMode.Stretch, pixelCap: Side * Side);

        Discard(reader, jpeg);
        var exception = Assert.Throws<FormatException>(() => Discard(reader, crafted));

        Assert.Equal(
            "it has 16 × 16 pixels in 17 scans, more than 16 times the PixelCap of 256 in all", exception.Message);
    }

    [Fact]
    public void MemoryThatIsNotThereIsTheRowsError()
    {
        // Within the cap, and more than an array can have.
        byte[] png = CraftedPng.Of(
            CraftedPng.Header(49_981, 42_966), CraftedPng.Chunk("IDAT", CraftedPng.Deflate([0])));

        var exception = Assert.Throws<FormatException>(() => Discard(
            new ImageReader(8, 8, ImageResizeMode.Stretch, pixelCap: int.MaxValue), png));

        Assert.Equal("there is not enough memory to decode it", exception.Message);
        Assert.IsType<OutOfMemoryException>(exception.InnerException);
    }

    /// <summary>Skia has decoders for these, too.</summary>
    [Theory]
    [InlineData("GIF89a")]
    [InlineData("\0\0\u0001\0")]
    [InlineData("\0\0\u0010\u0010")]
    [InlineData("II*\0")]
    [InlineData("\0\0\0\u0020ftypavif")]
    [InlineData("RIFF\u0010\0\0\0WAVE")]
    public void OtherFormatsAreRefused(string start)
        => Assert.Equal(
            "it is not a PNG, JPEG, BMP or WebP",
            Refusal([.. start.Select(value => (byte)value), .. new byte[100]]));

    private static byte[] Read(byte[] encoded)
        => new ImageReader(Side, Side, ImageResizeMode.Stretch, pixelCap: 1 << 20).Decode(encoded).ToArray();

    private static string Refusal(byte[] encoded) => Assert.Throws<FormatException>(() => Read(encoded)).Message;

    private static void Discard(ImageReader reader, byte[] encoded) => reader.Decode(encoded);

    private static byte[]? TryDecode(ImageReader reader, ReadOnlySpan<byte> encoded)
    {
        try
        {
            return reader.Decode(encoded).ToArray();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] WithoutHuffmanTables(byte[] jpeg)
    {
        var kept = new List<byte>(jpeg[..2]);
        for (int position = 2; ;)
        {
            if (jpeg[position + 1] == 0xDA)
                return [.. kept, .. jpeg[position..]];
            int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(position + 2));
            if (jpeg[position + 1] != 0xC4)
                kept.AddRange(jpeg[position..(position + length)]);
            position += length;
        }
    }

    // A block that ends flushed leans on nothing before it: it can be repeated.
    private static byte[] ZerosDeflated(int mebibytes)
    {
        var stream = new MemoryStream();
        using var deflating = new DeflateStream(stream, CompressionLevel.SmallestSize);
        deflating.Write(new byte[1 << 20]);
        deflating.Flush();
        byte[] block = stream.ToArray();
        // Of zeros, one half of Adler's sum is 1 and the other their number, modulo 65521.
        uint sum = (uint)(((long)mebibytes << 20) % 65_521) << 16 | 1;
        byte[] end = [1, 0, 0, 0xFF, 0xFF, (byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum];
        return [0x78, 0xDA, .. Enumerable.Repeat(block, mebibytes).SelectMany(bytes => bytes), .. end];
    }

    private static long PeakMemory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The peak of the memory is read from /proc.");
        string line = File.ReadLines("/proc/self/status").Single(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2]) << 10;
    }
}
