namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Decodes the coefficients of one scan.</summary>
internal ref struct JpegScan
{
    private static readonly byte[] NaturalOrder =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
        62, 63,
    ];

    private readonly JpegFrame _frame;
    private readonly JpegComponent[] _components;
    private readonly int _restartInterval;
    private JpegBitReader _bits;
    private int _unitsToRestart;
    private int _endOfBandRun;

    public JpegScan(JpegFrame frame, JpegComponent[] components, int restartInterval, ReadOnlySpan<byte> data, int position)
    {
        _frame = frame;
        _components = components;
        _restartInterval = restartInterval;
        _unitsToRestart = restartInterval;
        _bits = new JpegBitReader(data, position);
    }

    public static ReadOnlySpan<byte> ZigZag => NaturalOrder;

    public int SpectralStart { get; init; }

    public int SpectralEnd { get; init; }

    public int SuccessiveHigh { get; init; }

    public int SuccessiveLow { get; init; }

    /// <summary>Decodes until the scan is complete or the data end; returns where the next marker is to be looked for.</summary>
    public int Decode()
    {
        Validate();
        foreach (JpegComponent component in _components)
            component.DcPredictor = 0;

        if (_components.Length == 1)
            DecodeSingle(_components[0]);
        else
            DecodeInterleaved();
        return _bits.Position;
    }

    private readonly void Validate()
    {
        bool needsAc = !_frame.Progressive || SpectralStart > 0;
        bool needsDc = !_frame.Progressive || (SpectralStart == 0 && SuccessiveHigh == 0);
        foreach (JpegComponent component in _components)
        {
            if ((needsAc && component.AcTable is null) || (needsDc && component.DcTable is null))
                throw new InvalidImageContentException($"Missing huffman table for component {component.Id}.");
        }

        if (!_frame.Progressive)
            return;

        bool validBand = SpectralStart == 0
            ? SpectralEnd == 0
            : SpectralEnd >= SpectralStart && SpectralEnd < 64 && _components.Length == 1;
        if (!validBand || (SuccessiveHigh != 0 && SuccessiveHigh - 1 != SuccessiveLow) || SuccessiveLow > 13)
        {
            throw new InvalidImageContentException(
                $"Invalid progressive parameters Ss={SpectralStart} Se={SpectralEnd} Ah={SuccessiveHigh} Al={SuccessiveLow}.");
        }
    }

    private void DecodeSingle(JpegComponent component)
    {
        for (int row = 0; row < component.HeightInBlocks; row++)
        {
            _frame.DecodedMcuRows = Math.Max(_frame.DecodedMcuRows, (row / component.VerticalSampling) + 1);
            for (int column = 0; column < component.WidthInBlocks; column++)
            {
                if (_bits.Exhausted)
                    return;
                DecodeBlock(component, component.Block(row, column));
                CountUnit();
            }
        }
    }

    private void DecodeInterleaved()
    {
        for (int row = 0; row < _frame.McusPerColumn; row++)
        {
            _frame.DecodedMcuRows = Math.Max(_frame.DecodedMcuRows, row + 1);
            for (int column = 0; column < _frame.McusPerRow; column++)
            {
                foreach (JpegComponent component in _components)
                {
                    int blocks = component.HorizontalSampling * component.VerticalSampling;
                    for (int i = 0; i < blocks; i++)
                    {
                        if (_bits.Exhausted)
                            return;
                        int y = (row * component.VerticalSampling) + (i / component.HorizontalSampling);
                        int x = (column * component.HorizontalSampling) + (i % component.HorizontalSampling);
                        DecodeBlock(component, component.Block(y, x));
                    }
                }

                CountUnit();
            }
        }
    }

    private void CountUnit()
    {
        if (_restartInterval == 0 || --_unitsToRestart > 0)
            return;

        _unitsToRestart = _restartInterval;
        _endOfBandRun = 0;
        foreach (JpegComponent component in _components)
            component.DcPredictor = 0;
        _bits.Restart();
    }

    private void DecodeBlock(JpegComponent component, Span<short> block)
    {
        if (!_frame.Progressive)
            DecodeBaseline(component, block);
        else if (SpectralStart > 0)
            DecodeProgressiveAc(component.AcTable!, block);
        else if (SuccessiveHigh == 0)
            block[0] = (short)(NextDc(component) << SuccessiveLow);
        else
            block[0] |= (short)(_bits.ReadBits(1) << SuccessiveLow);
    }

    private int NextDc(JpegComponent component)
        => component.DcPredictor += _bits.ReadSigned(_bits.ReadHuffman(component.DcTable!) & 15);

    private void DecodeBaseline(JpegComponent component, Span<short> block)
    {
        block[0] = (short)NextDc(component);
        for (int k = 1; k < 64; k++)
        {
            int runAndSize = _bits.ReadHuffman(component.AcTable!);
            int run = runAndSize >> 4;
            int size = runAndSize & 15;
            if (size == 0 && run < 15)
                return;

            k += run;
            if (size > 0)
                block[NaturalOrder[Math.Min(k, 63)]] = (short)_bits.ReadSigned(size);
        }
    }

    private void DecodeProgressiveAc(HuffmanTable table, Span<short> block)
    {
        bool refining = SuccessiveHigh != 0;
        int k = SpectralStart;
        while (_endOfBandRun == 0 && k <= SpectralEnd)
        {
            int runAndSize = _bits.ReadHuffman(table);
            int run = runAndSize >> 4;
            int size = runAndSize & 15;
            if (size == 0 && run < 15)
            {
                _endOfBandRun = (1 << run) + _bits.ReadBits(run);
                break;
            }

            if (!refining)
            {
                k += run;
                if (size > 0)
                    block[NaturalOrder[Math.Min(k, 63)]] = (short)(_bits.ReadSigned(size) << SuccessiveLow);
                k++;
                continue;
            }

            int value = size == 0 ? 0 : (_bits.ReadBits(1) == 1 ? 1 : -1) << SuccessiveLow;
            k = RefineUntil(block, k, run);
            if (value != 0 && k <= SpectralEnd)
                block[NaturalOrder[k]] = (short)value;
            k++;
        }

        if (_endOfBandRun == 0)
            return;

        if (refining)
            RefineUntil(block, k, int.MaxValue);
        _endOfBandRun--;
    }

    // Adds a bit to the coefficients that are known already, until so many that are still zero are skipped.
    private int RefineUntil(Span<short> block, int k, int zeros)
    {
        for (; k <= SpectralEnd; k++)
        {
            ref short coefficient = ref block[NaturalOrder[k]];
            if (coefficient == 0)
            {
                if (--zeros < 0)
                    break;
            }
            else if (_bits.ReadBits(1) == 1 && (coefficient & (1 << SuccessiveLow)) == 0)
            {
                coefficient += (short)((coefficient > 0 ? 1 : -1) << SuccessiveLow);
            }
        }

        return k;
    }
}
