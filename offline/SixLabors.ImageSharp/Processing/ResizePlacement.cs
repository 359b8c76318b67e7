namespace SixLabors.ImageSharp.Processing;

/// <summary>The size of a resized image, and the rectangle of it that the whole source is drawn to.</summary>
internal readonly record struct ResizePlacement(Size Size, int X, int Y, int Width, int Height)
{
    public static ResizePlacement Of(Size source, ResizeOptions options)
    {
        int width = options.Size.Width;
        int height = options.Size.Height;
        if (width <= 0 && height <= 0)
            throw new InvalidOperationException($"Target width {width} and height {height} must be greater than zero.");

        // A size of zero means: keep the shape.
        if (width == 0)
            width = AtLeastOne(MathF.Round(source.Width * height / (float)source.Height));
        if (height == 0)
            height = AtLeastOne(MathF.Round(source.Height * width / (float)source.Width));

        float horizontal = width / (float)source.Width;
        float vertical = height / (float)source.Height;
        switch (options.Mode)
        {
            case ResizeMode.Crop:
                return Centered(source, width, height, fitsWidth: vertical < horizontal, MathF.Ceiling);

            case ResizeMode.Pad:
                return Centered(source, width, height, fitsWidth: vertical >= horizontal, MathF.Round);

            case ResizeMode.Max when source.Height / (float)source.Width < height / (float)width:
                return Whole(width, AtLeastOne(MathF.Round(source.Height * horizontal)));

            case ResizeMode.Max:
                return Whole(AtLeastOne(MathF.Round(source.Width * vertical)), height);

            default:
                return Whole(width, height);
        }
    }

    private static ResizePlacement Whole(int width, int height) => new(new Size(width, height), 0, 0, width, height);

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
