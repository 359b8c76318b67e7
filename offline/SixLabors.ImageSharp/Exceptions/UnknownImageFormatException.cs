namespace SixLabors.ImageSharp;

/// <summary>None of the registered decoders recognises the data.</summary>
public sealed class UnknownImageFormatException : ImageFormatException
{
    public UnknownImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }
}
