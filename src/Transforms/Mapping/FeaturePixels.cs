using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>The features of a row's picture. ML.NET makes one for each cursor, so its buffers belong to one thread.</summary>
internal abstract class FeaturePixels<T>(T[] intensities, T missing) : PixelParts<T>
    where T : unmanaged
{
    private ReadOnlyMemory<char> _settings;
    private ImageFlattener<T>? _flattener;

    internal void Fill(ImageRow row)
    {
        // One text for all rows, passed on by reference: to compare it costs nothing, and it is parsed once.
        if (_flattener is null || !row.Settings.Equals(_settings))
        {
            var options = ImageFlatteningEstimator.Options.FromJson(row.Settings.ToString());
            options.Validate();
            _flattener = new ImageFlattener<T>(options, intensities, missing);
            _settings = row.Settings;
        }

        Set(_flattener.Flatten(row));
    }
}

/// <summary>Values in 0..1.</summary>
internal sealed class SinglePixels() : FeaturePixels<float>(Intensities.UnitInterval, missing: float.NaN);

/// <summary>Values in 0..255.</summary>
internal sealed class BytePixels() : FeaturePixels<byte>(Intensities.Bytes, missing: 0);
