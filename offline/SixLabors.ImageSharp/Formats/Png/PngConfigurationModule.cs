namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>Registers the PNG format.</summary>
public sealed class PngConfigurationModule : IImageFormatConfigurationModule
{
    public void Configure(Configuration configuration) => configuration.Formats.Add(new PngFormat());
}
