namespace SixLabors.ImageSharp.Formats;

/// <summary>How an image is decoded. The subset decodes one frame and no metadata, whatever the options say.</summary>
public sealed class DecoderOptions
{
    public Configuration Configuration { get; init; } = Configuration.Default;

    public uint MaxFrames { get; init => field = Math.Clamp(value, 1, int.MaxValue); } = int.MaxValue;

    public bool SkipMetadata { get; init; }

    internal static DecoderOptions Default { get; } = new();
}
