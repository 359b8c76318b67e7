using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>Pictures as ImageSharp alone decodes and resizes them: what the product's way is compared with.</summary>
internal sealed class ImageSharpReader(int height, int width)
{
    private readonly byte[] _rgb = new byte[height * width * 3];

    public static void Decode(byte[] encoded) => Image.Load<Rgb24>(encoded).Dispose();

    public void Read(byte[] encoded)
    {
        using Image<Rgb24> image = Image.Load<Rgb24>(encoded);
        if (image.Width != width || image.Height != height)
            image.Mutate(context => context.Resize(width, height));
        image.CopyPixelDataTo(_rgb);
    }
}
