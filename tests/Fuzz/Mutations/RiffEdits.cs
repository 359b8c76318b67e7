using System.Buffers.Binary;
using System.Text;

namespace MlNetShallow.Fuzz.Mutations;

/// <summary>Edits of the chunks of a RIFF file such as a WebP; lengths are right again.</summary>
internal static class RiffEdits
{
    private const int HeaderLength = 12, ChunkHeaderLength = 8;

    public static bool IsOne(byte[] bytes) => bytes.Length > HeaderLength && bytes.AsSpan().StartsWith("RIFF"u8);

    public static byte[] Apply(byte[] riff, Random random)
    {
        var chunks = new List<Chunk>();
        for (int at = HeaderLength; at + ChunkHeaderLength <= riff.Length;)
        {
            int start = at + ChunkHeaderLength;
            int length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(riff.AsSpan(at + 4)), riff.Length - start);
            chunks.Add(new Chunk(Encoding.Latin1.GetString(riff, at, 4), riff[start..(start + length)]));
            at = start + length + (length & 1);
        }

        for (int left = random.Next(1, 4); left > 0; left--)
            ChunkEdits.Apply(chunks, random);
        byte[] body = [.. riff[8..HeaderLength], .. chunks.SelectMany(Bytes)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    private static byte[] Bytes(Chunk chunk) =>
    [
        .. Encoding.Latin1.GetBytes(chunk.Kind), .. BitConverter.GetBytes(chunk.Data.Length), .. chunk.Data,
        .. new byte[chunk.Data.Length & 1],
    ];
}
