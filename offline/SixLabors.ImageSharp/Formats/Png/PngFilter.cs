namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The five predictors of a PNG row, from the pixel to the left and the row above.</summary>
internal static class PngFilter
{
    public const int Count = 5;

    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int bytesPerPixel)
    {
        if (filter >= Count)
            throw new InvalidImageContentException("Unknown filter type.");

        for (int i = 0; filter != 0 && i < row.Length; i++)
            row[i] += Predict(filter, row, above, i, bytesPerPixel);
    }

    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int bytesPerPixel, Span<byte> result)
    {
        for (int i = 0; i < row.Length; i++)
            result[i] = (byte)(row[i] - Predict(filter, row, above, i, bytesPerPixel));
    }

    private static byte Predict(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int i, int bytesPerPixel)
    {
        bool first = i < bytesPerPixel;
        byte left = first ? (byte)0 : row[i - bytesPerPixel];
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => above[i],
            3 => (byte)((left + above[i]) / 2),
            _ => Paeth(left, above[i], first ? (byte)0 : above[i - bytesPerPixel]),
        };
    }

    private static byte Paeth(byte left, byte above, byte aboveLeft)
    {
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
