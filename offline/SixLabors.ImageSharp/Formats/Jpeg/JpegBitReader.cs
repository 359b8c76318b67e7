namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Reads the bits of an entropy-coded segment; after its end come zeros.</summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> data, int position)
{
    private readonly ReadOnlySpan<byte> _data = data;

    // The next bits, from the highest one on.
    private ulong _bits;
    private int _available;
    private int _padding;
    private bool _ended;

    /// <summary>The next byte to read: the marker, once the segment is at its end.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Whether bits were read that are not there, and no restart marker can mend it.</summary>
    public readonly bool Exhausted => _padding > _available && !AtRestartMarker;

    private readonly bool AtRestartMarker
        => _ended && Position + 1 < _data.Length && JpegMarker.IsRestart(_data[Position + 1]);

    public int ReadHuffman(HuffmanTable table)
    {
        Fill();
        (byte value, int length) = table.Find((int)(_bits >> (64 - HuffmanTable.MaxLength)));
        Skip(length);
        return value;
    }

    public int ReadBits(int count)
    {
        if (count == 0)
            return 0;
        Fill();
        int value = (int)(_bits >> (64 - count));
        Skip(count);
        return value;
    }

    /// <summary>Reads a number of the given magnitude category, whose highest bit is 0 for negative numbers.</summary>
    public int ReadSigned(int category)
    {
        int value = ReadBits(category);
        return category > 0 && value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }

    /// <summary>Goes on behind the next marker if that is a restart marker.</summary>
    public void Restart()
    {
        _bits = 0;
        _available = 0;
        _padding = 0;
        while (!_ended && Position < _data.Length)
            NextByte();
        if (!AtRestartMarker)
            return;

        Position += 2;
        _ended = false;
    }

    private void Fill()
    {
        while (_available <= 56)
        {
            byte next = 0;
            if (!_ended)
                next = NextByte();
            if (_ended)
                _padding += 8;
            _bits |= (ulong)next << (56 - _available);
            _available += 8;
        }
    }

    private void Skip(int count)
    {
        _bits <<= count;
        _available -= count;
    }

    private byte NextByte()
    {
        if (Position >= _data.Length)
        {
            _ended = true;
            return 0;
        }

        byte value = _data[Position++];
        if (value != 0xFF)
            return value;

        // 0xFF may be repeated; a zero behind it makes it data.
        while (Position < _data.Length && _data[Position] == 0xFF)
            Position++;
        if (Position < _data.Length && _data[Position] == 0)
        {
            Position++;
            return value;
        }

        Position--;
        _ended = true;
        return 0;
    }
}
