using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;

namespace SixLabors.ImageSharp;

/// <summary>The formats that an image may be decoded from.</summary>
public sealed class Configuration
{
    public Configuration(params IImageFormatConfigurationModule[] configurationModules)
    {
        foreach (IImageFormatConfigurationModule module in configurationModules ?? [])
            module.Configure(this);
    }

    public static Configuration Default { get; } =
        new(new PngConfigurationModule(), new JpegConfigurationModule(), new BmpConfigurationModule());

    internal List<ImageFormat> Formats { get; } = [];
}
