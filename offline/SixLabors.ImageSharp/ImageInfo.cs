namespace SixLabors.ImageSharp;

/// <summary>What the header of an encoded image says.</summary>
public class ImageInfo
{
    internal ImageInfo(int width, int height) => Size = new Size(width, height);

    public Size Size { get; }

    public int Width => Size.Width;

    public int Height => Size.Height;
}
