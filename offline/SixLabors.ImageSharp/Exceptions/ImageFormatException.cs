namespace SixLabors.ImageSharp;

/// <summary>The data of an image do not follow the rules of its format.</summary>
public class ImageFormatException : Exception
{
    internal ImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }
}
