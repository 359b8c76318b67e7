using System.Buffers.Binary;

namespace MlNetShallow.Serialization;

/// <summary>Goes through little-endian bytes from the first to the last, and never past them.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly int Remaining => _rest.Length;

    /// <exception cref="FormatException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> Read(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw new FormatException($"{count} more bytes should follow and {_rest.Length} do: they are cut off.");
        ReadOnlySpan<byte> read = _rest[..count];
        _rest = _rest[count..];
        return read;
    }

    public byte ReadByte() => Read(1)[0];

    /// <exception cref="FormatException">The byte is neither 0 nor 1.</exception>
    public bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        var other => throw new FormatException($"A byte that should be 0 or 1 is {other}: it is damaged."),
    };

    /// <summary>Reads a count as .NET writes it before a string: seven bits a byte, the lowest first.</summary>
    /// <exception cref="FormatException">It is above <see cref="int.MaxValue"/>, or cut off.</exception>
    public int ReadCount()
    {
        const int MostBits = 35;
        long count = 0;
        for (int shift = 0; shift < MostBits; shift += 7)
        {
            byte next = ReadByte();
            count |= (next & 0x7FL) << shift;
            if (next < 0x80 && count <= int.MaxValue)
                return (int)count;
        }

        throw new FormatException("A count is above what can follow it: it is damaged.");
    }

    /// <summary>Reads a count and as many bytes.</summary>
    /// <exception cref="FormatException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> ReadCounted() => Read(ReadCount());

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Read(sizeof(long)));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Read(sizeof(double)));

    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Read(sizeof(float)));
}
