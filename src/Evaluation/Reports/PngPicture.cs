using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>Pixels as a picture that a page can hold.</summary>
internal static class PngPicture
{
    /// <param name="rgb">(height, width, 3).</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <returns>A data: address.</returns>
    public static string Address(ReadOnlySpan<byte> rgb, int height, int width)
    {
        using Image<Rgb24> image = Image.LoadPixelData<Rgb24>(rgb, width, height);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream);
        return "data:image/png;base64," + Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
