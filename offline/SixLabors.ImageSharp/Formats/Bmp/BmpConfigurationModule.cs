namespace SixLabors.ImageSharp.Formats.Bmp;

/// <summary>Registers the BMP format.</summary>
public sealed class BmpConfigurationModule : IImageFormatConfigurationModule
{
    public void Configure(Configuration configuration) => configuration.Formats.Add(new BmpFormat());
}
