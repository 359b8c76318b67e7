namespace SixLabors.ImageSharp;

/// <summary>The format of an image is known, its content is damaged.</summary>
public sealed class InvalidImageContentException : ImageFormatException
{
    public InvalidImageContentException(string errorMessage)
        : base(errorMessage)
    {
    }
}
