namespace MlNetShallow;

/// <summary>How the channels of the pixels follow each other in the vector.</summary>
public enum PixelLayout
{
    /// <summary>Row by row, pixel by pixel, its channels side by side: NumPy's reshape of an (h, w, 3) array.</summary>
    Interleaved,

    /// <summary>One channel after the other, each row by row: the default of ML.NET's <c>ExtractPixels</c>.</summary>
    Planar,
}
