using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Reads the markers of a JPEG file.</summary>
internal ref struct JpegDecoder(ReadOnlySpan<byte> data)
{
    private const int TableSlots = 4;

    private readonly ReadOnlySpan<byte> _data = data;
    private readonly HuffmanTable?[] _dcTables = new HuffmanTable?[TableSlots];
    private readonly HuffmanTable?[] _acTables = new HuffmanTable?[TableSlots];
    private JpegFrame? _frame;
    private int _position = 2;
    private int _restartInterval;
    private byte? _adobeTransform;
    private bool _scanned;

    /// <summary>Quantization tables in natural order; those that the file does not define are zero.</summary>
    public float[][] QuantizationTables { get; } = [new float[64], new float[64], new float[64], new float[64]];

    public JpegFrame Read(bool headerOnly)
    {
        if (_data[1] != JpegMarker.StartOfImage)
            throw new InvalidImageContentException("Missing SOI marker.");

        for (byte marker = NextMarker(); marker != JpegMarker.EndOfImage; marker = NextMarker())
        {
            if (_position + 2 > _data.Length)
                throw new InvalidImageContentException("jpeg stream does not contain enough data, could not read ushort.");

            int length = Math.Max(2, (int)BinaryPrimitives.ReadUInt16BigEndian(_data[_position..]));
            if (_position + length > _data.Length)
            {
                if (_frame is not null && (headerOnly || _scanned))
                    return _frame;
                throw new InvalidImageContentException(
                    $"Input stream does not have enough bytes to parse declared contents of the {marker:X2} marker.");
            }

            ReadOnlySpan<byte> segment = _data[(_position + 2)..(_position + length)];
            _position += length;
            if (headerOnly && marker == JpegMarker.StartOfScan && _frame is not null)
                return _frame;
            ReadSegment(marker, segment, headerOnly);
        }

        if (_frame is null || !(headerOnly || _scanned))
            throw new InvalidImageContentException("The JPEG file ends before its picture begins.");
        return _frame;
    }

    private byte NextMarker()
    {
        while (_position < _data.Length)
        {
            if (_data[_position++] != 0xFF)
                continue;

            while (_position < _data.Length && _data[_position] == 0xFF)
                _position++;
            if (_position < _data.Length && _data[_position] != 0 && !JpegMarker.IsRestart(_data[_position]))
                return _data[_position++];
        }

        return JpegMarker.EndOfImage;
    }

    private void ReadSegment(byte marker, ReadOnlySpan<byte> segment, bool headerOnly)
    {
        switch (marker)
        {
            case JpegMarker.StartOfFrameBaseline or JpegMarker.StartOfFrameExtended or JpegMarker.StartOfFrameProgressive:
                ReadFrame(marker == JpegMarker.StartOfFrameProgressive, segment);
                if (!headerOnly)
                    _frame!.Allocate();
                break;
            case JpegMarker.DefineHuffmanTables when !headerOnly:
                ReadHuffmanTables(segment);
                break;
            case JpegMarker.DefineQuantizationTables:
                ReadQuantizationTables(segment);
                break;
            case JpegMarker.DefineRestartInterval:
                if (segment.Length != 2)
                    throw BadLength("DRI", segment.Length);
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case JpegMarker.Application14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _adobeTransform = segment[11];
                break;
            case JpegMarker.StartOfScan:
                ReadScan(segment);
                break;
            case > JpegMarker.StartOfFrameProgressive and <= JpegMarker.LastStartOfFrame
                and not JpegMarker.DefineHuffmanTables
                and not JpegMarker.ReservedForExtensions
                and not JpegMarker.DefineArithmeticConditioning:
                throw new NotSupportedException(
                    $"Decoding lossless, differential or arithmetically coded jpeg files is not supported (marker {marker:X2}).");
        }
    }

    private void ReadFrame(bool progressive, ReadOnlySpan<byte> segment)
    {
        if (_frame is not null)
            throw new InvalidImageContentException("Multiple SOF markers. Only single frame jpegs supported.");
        if (segment.Length < 6)
            throw new InvalidImageContentException("SOF marker does not contain enough data.");

        int precision = segment[0];
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        int count = segment[5];
        if (precision is not (8 or 12))
            throw new InvalidImageContentException("Only 8-Bit and 12-Bit precision is supported.");
        if (width == 0 || height == 0)
            throw new InvalidImageContentException($"Invalid image dimensions: {width}x{height}.");
        if (count is 0 or 2 or > 4)
            throw new NotSupportedException($"Images with {count} components are not supported.");
        if (segment.Length != 6 + (3 * count))
            throw BadLength("SOFn", segment.Length - 6);

        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = segment.Slice(6 + (3 * i), 3);
            int horizontal = entry[1] >> 4;
            int vertical = entry[1] & 15;
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4)
                throw new InvalidImageContentException($"Bad sampling factor: {horizontal}x{vertical}");
            if (entry[2] >= TableSlots)
                throw new InvalidImageContentException($"Bad Quantization Table index {entry[2]}.");
            components[i] = new JpegComponent(entry[0], horizontal, vertical, entry[2]);
        }

        JpegColorSpace colorSpace = count switch
        {
            1 => JpegColorSpace.Grayscale,
            3 => _adobeTransform == 0 ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr,
            _ => _adobeTransform == 2 ? JpegColorSpace.Ycck : JpegColorSpace.Cmyk,
        };
        _frame = new JpegFrame(progressive, precision, width, height, components) { ColorSpace = colorSpace };
    }

    private readonly void ReadHuffmanTables(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > HuffmanTable.MaxLength)
        {
            int kind = segment[0] >> 4;
            int slot = segment[0] & 15;
            if (kind > 1)
                throw new InvalidImageContentException($"Bad huffman table type: {kind}.");
            if (slot >= TableSlots)
                throw new InvalidImageContentException($"Bad huffman table index: {slot}.");

            ReadOnlySpan<byte> counts = segment.Slice(1, HuffmanTable.MaxLength);
            segment = segment[(1 + HuffmanTable.MaxLength)..];
            int total = 0;
            foreach (byte count in counts)
                total += count;
            if (total > 256 || total > segment.Length)
                throw new InvalidImageContentException("Huffman table has excessive length.");

            (kind == 0 ? _dcTables : _acTables)[slot] = new HuffmanTable(counts, segment[..total]);
            segment = segment[total..];
        }
    }

    private readonly void ReadQuantizationTables(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int slot = segment[0] & 15;
            int bytes = (segment[0] >> 4) + 1;
            segment = segment[1..];
            if (slot >= TableSlots)
                throw new InvalidImageContentException($"Bad Quantization Table index {slot}.");
            if (bytes > 2)
                throw new InvalidImageContentException($"Unknown Quantization Table precision {bytes - 1}.");
            if (segment.Length < 64 * bytes)
                throw BadLength("DQT", segment.Length);

            for (int i = 0; i < 64; i++)
            {
                QuantizationTables[slot][JpegScan.ZigZag[i]] =
                    bytes == 1 ? segment[i] : BinaryPrimitives.ReadUInt16BigEndian(segment[(2 * i)..]);
            }

            segment = segment[(64 * bytes)..];
        }
    }

    private void ReadScan(ReadOnlySpan<byte> segment)
    {
        if (_frame is null)
            throw new InvalidImageContentException("No readable SOFn (Start Of Frame) marker found.");

        int count = segment.Length > 0 ? segment[0] : 0;
        if (count == 0 || count > _frame.Components.Length)
            throw new InvalidImageContentException($"Invalid number of components in scan: {count}.");
        if (segment.Length != 4 + (2 * count))
            throw BadLength("SOS", segment.Length);

        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte id = segment[1 + (2 * i)];
            int tables = segment[2 + (2 * i)];
            components[i] = Array.Find(_frame.Components, component => component.Id == id)
                ?? throw new InvalidImageContentException($"Unknown component id in scan: {id}.");
            if (tables >> 4 >= TableSlots || (tables & 15) >= TableSlots)
            {
                throw new InvalidImageContentException(
                    $"Invalid huffman table for component:{id}: dc={tables >> 4}, ac={tables & 15}");
            }

            components[i].DcTable = _dcTables[tables >> 4];
            components[i].AcTable = _acTables[tables & 15];
        }

        ReadOnlySpan<byte> band = segment[^3..];
        JpegScan scan = new(_frame, components, _restartInterval, _data, _position)
        {
            SpectralStart = band[0],
            SpectralEnd = band[1],
            SuccessiveHigh = band[2] >> 4,
            SuccessiveLow = band[2] & 15,
        };
        _position = scan.Decode();
        _scanned = true;
        if (_frame.Progressive || count < _frame.Components.Length)
            _frame.DecodedMcuRows = _frame.McusPerColumn;
    }

    private static InvalidImageContentException BadLength(string marker, int length)
        => new($"Marker {marker} has bad length {length}.");
}
