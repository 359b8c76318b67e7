namespace SixLabors.ImageSharp.Processing;

/// <summary>The size of a resized image, and the rectangle of it that the whole source is drawn to.</summary>
internal readonly record struct ResizePlacement(Size Size, int X, int Y, int Width, int Height)
{
    public static ResizePlacement Of(Size source, ResizeOptions options)
    {
        int width = options.Size.Width;
        int height = options.Size.Height;
        float horizontal = width / (float)source.Width;
        float vertical = height / (float)source.Height;
        switch (options.Mode)
        {
            case ResizeMode.Crop:
                return Centered(source, width, height, fitsWidth: vertical < horizontal, MathF.Ceiling);

            case ResizeMode.Pad:
                return Centered(source, width, height, fitsWidth: vertical >= horizontal, MathF.Round);

            default:
                return new ResizePlacement(new Size(width, height), 0, 0, width, height);
        }
    }

    private static ResizePlacement Centered(Size source, int width, int height, bool fitsWidth, Func<float, float> round)
    {
        if (fitsWidth)
        {
            float scaledHeight = source.Height * (width / (float)source.Width);
            int y = (int)MathF.Round((height - scaledHeight) / 2);
            return new ResizePlacement(new Size(width, height), 0, y, width, AtLeastOne(round(scaledHeight)));
        }

        float scaledWidth = source.Width * (height / (float)source.Height);
        int x = (int)MathF.Round((width - scaledWidth) / 2);
        return new ResizePlacement(new Size(width, height), x, 0, AtLeastOne(round(scaledWidth)), height);
    }

    private static int AtLeastOne(float length) => Math.Max(1, (int)length);
}
