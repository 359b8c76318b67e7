using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>Makes the features of one picture after the other. Keeps buffers: one thread at a time.</summary>
internal sealed class ImageFlattener<T>
    where T : unmanaged
{
    private readonly ImageFlatteningEstimator.Options _options;
    private readonly ImageReader _reader;
    private readonly PixelFlattener<T> _flattener;
    private readonly T[] _features;
    private readonly T _missing;

    public ImageFlattener(ImageFlatteningEstimator.Options options, T[] intensities, T missing)
    {
        _options = options;
        _reader = new ImageReader(
            options.Height,
            options.Width,
            options.ResizeMode,
            options.PixelCap,
            options.ScaleWhileDecoding,
            options.ApplyOrientation);
        _flattener = new PixelFlattener<T>(intensities, options.ChannelOrder, options.Layout);
        _features = new T[options.Height * options.Width * 3];
        _missing = missing;
    }

    /// <summary>The features, which stand until the next call.</summary>
    public ReadOnlySpan<T> Flatten(ImageRow row)
    {
        try
        {
            _flattener.Flatten(row.Read(_reader, _options), _features);
        }
        catch (Exception exception) when (_options.OnUnreadableImage == UnreadableImage.NaN && IsTheRowsFault(exception))
        {
            _features.AsSpan().Fill(_missing);
        }
        catch (FormatException exception)
        {
            throw new FormatException(
                $"The picture {row.Describe(_options)} cannot be read: {exception.Message}.", exception.InnerException);
        }

        return _features;
    }

    private static bool IsTheRowsFault(Exception exception)
        => exception is FormatException or IOException or UnauthorizedAccessException;
}
