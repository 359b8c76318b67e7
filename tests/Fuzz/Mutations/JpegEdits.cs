using System.Buffers.Binary;

namespace MlNetShallow.Fuzz.Mutations;

/// <summary>Edits of a JPEG's segments before its first scan; the rest is one piece. Lengths are right again.</summary>
internal static class JpegEdits
{
    private const byte MarkerStart = 0xFF, StartOfScan = 0xDA;
    private const string Rest = "";

    private static ReadOnlySpan<byte> StartOfImage => [MarkerStart, 0xD8];

    public static bool IsOne(byte[] bytes) => bytes.AsSpan().StartsWith(StartOfImage);

    public static byte[] Apply(byte[] jpeg, Random random)
    {
        List<Chunk> segments = Parse(jpeg);
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            if (random.Chance(0.1))
                segments.Insert(random.Next(segments.Count), Orientation(random.Next(11)));
            else
                ChunkEdits.Apply(segments, random);
        }

        return Write(segments);
    }

    private static List<Chunk> Parse(byte[] jpeg)
    {
        var segments = new List<Chunk>();
        int at = StartOfImage.Length;
        while (at + 4 <= jpeg.Length && jpeg[at] == MarkerStart && jpeg[at + 1] != StartOfScan)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
            if (length < sizeof(ushort) || at + 2 + length > jpeg.Length)
                break;
            segments.Add(new Chunk($"{(char)jpeg[at + 1]}", jpeg[(at + 4)..(at + 2 + length)]));
            at += 2 + length;
        }

        segments.Add(new Chunk(Rest, jpeg[at..]));
        return segments;
    }

    private static byte[] Write(List<Chunk> segments)
    {
        var jpeg = new List<byte>([.. StartOfImage]);
        foreach (Chunk segment in segments)
        {
            if (segment.Kind != Rest)
            {
                int length = sizeof(ushort) + segment.Data.Length;
                jpeg.AddRange([MarkerStart, (byte)segment.Kind[0], (byte)(length >> 8), (byte)length]);
            }

            jpeg.AddRange(segment.Data);
        }

        return [.. jpeg];
    }

    private static Chunk Orientation(int value) => new("\u00E1",
    [
        .. "Exif\0\0MM\0*\0\0\0\x08"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)value, 0, 0, 0, 0, 0, 0,
    ]);
}
