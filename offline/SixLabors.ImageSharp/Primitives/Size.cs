namespace SixLabors.ImageSharp;

/// <summary>A width and a height in pixels.</summary>
public record struct Size
{
    public Size(int width, int height)
    {
        Width = width;
        Height = height;
    }

    public int Width { get; set; }

    public int Height { get; set; }
}
