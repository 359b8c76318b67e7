namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Registers the JPEG format.</summary>
public sealed class JpegConfigurationModule : IImageFormatConfigurationModule
{
    public void Configure(Configuration configuration) => configuration.Formats.Add(new JpegFormat());
}
