namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>What the start-of-frame marker says, and how far the scans after it have come.</summary>
internal sealed class JpegFrame(bool progressive, int precision, int width, int height, JpegComponent[] components)
{
    public bool Progressive => progressive;

    public int Precision => precision;

    public int Width => width;

    public int Height => height;

    public JpegComponent[] Components => components;

    public int MaxHorizontalSampling { get; } = components.Max(component => component.HorizontalSampling);

    public int MaxVerticalSampling { get; } = components.Max(component => component.VerticalSampling);

    public int McusPerRow => DivideUp(width, 8 * MaxHorizontalSampling);

    public int McusPerColumn => DivideUp(height, 8 * MaxVerticalSampling);

    public JpegColorSpace ColorSpace { get; init; }

    /// <summary>The rows of minimum coded units that there is something to show of; a truncated file has fewer.</summary>
    public int DecodedMcuRows { get; set; }

    public static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    public void Allocate()
    {
        foreach (JpegComponent component in components)
            component.Allocate(this);
    }
}
