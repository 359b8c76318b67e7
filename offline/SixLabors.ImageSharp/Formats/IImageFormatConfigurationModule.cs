namespace SixLabors.ImageSharp.Formats;

/// <summary>Registers a format with a configuration.</summary>
public interface IImageFormatConfigurationModule
{
    void Configure(Configuration configuration);
}
