namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>One colour component of a frame and its DCT coefficients, in blocks of 64.</summary>
internal sealed class JpegComponent(byte id, int horizontalSampling, int verticalSampling, int quantizationTable)
{
    public byte Id => id;

    public int HorizontalSampling => horizontalSampling;

    public int VerticalSampling => verticalSampling;

    public int QuantizationTable => quantizationTable;

    /// <summary>The blocks of a row or column that a scan of this component alone has.</summary>
    public int WidthInBlocks { get; private set; }

    public int HeightInBlocks { get; private set; }

    /// <summary>The blocks of a row that whole minimum coded units make up.</summary>
    public int BlocksPerRow { get; private set; }

    public short[] Coefficients { get; private set; } = [];

    public HuffmanTable? DcTable { get; set; }

    public HuffmanTable? AcTable { get; set; }

    public int DcPredictor { get; set; }

    public void Allocate(JpegFrame frame)
    {
        WidthInBlocks = BlocksOf(frame.Width, horizontalSampling, frame.MaxHorizontalSampling);
        HeightInBlocks = BlocksOf(frame.Height, verticalSampling, frame.MaxVerticalSampling);
        BlocksPerRow = frame.McusPerRow * horizontalSampling;
        long length = 64L * BlocksPerRow * frame.McusPerColumn * verticalSampling;
        if (length > Array.MaxLength)
            throw new InvalidImageContentException($"Cannot decode image: {frame.Width}x{frame.Height} pixels are too many.");
        Coefficients = new short[length];
    }

    public Span<short> Block(int row, int column) => Coefficients.AsSpan(64 * ((row * BlocksPerRow) + column), 64);

    private static int BlocksOf(int pixels, int sampling, int maxSampling)
        => JpegFrame.DivideUp(JpegFrame.DivideUp(pixels, 8) * sampling, maxSampling);
}
