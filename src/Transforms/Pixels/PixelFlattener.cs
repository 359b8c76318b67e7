using System.Runtime.InteropServices;

namespace MlNetShallow.Pixels;

/// <summary>Lays RGB bytes out as a feature vector.</summary>
/// <typeparam name="T">The type of the features.</typeparam>
internal sealed class PixelFlattener<T>
    where T : unmanaged
{
    private readonly T[] _values;
    private readonly ChannelOrder _order;
    private readonly PixelLayout _layout;

    /// <param name="values">The feature that each of the 256 intensities becomes.</param>
    /// <param name="order">The order of the channels in the vector.</param>
    /// <param name="layout">Whether they are interleaved or planes.</param>
    public PixelFlattener(T[] values, ChannelOrder order, PixelLayout layout)
    {
        _values = values;
        _order = order;
        _layout = layout;
    }

    /// <param name="rgb">(h, w, 3), channels R, G, B.</param>
    /// <param name="features">(h, w, 3) or (3, h, w).</param>
    public void Flatten(ReadOnlySpan<byte> rgb, Span<T> features)
    {
        if (typeof(T) == typeof(byte) && _order == ChannelOrder.Rgb && _layout == PixelLayout.Interleaved)
        {
            // A byte stands for itself.
            rgb.CopyTo(MemoryMarshal.AsBytes(features));
            return;
        }

        int pixels = rgb.Length / 3;
        (int pixelStride, int channelStride) = _layout == PixelLayout.Interleaved ? (3, 1) : (1, pixels);
        for (int channel = 0; channel < 3; channel++)
        {
            int source = _order == ChannelOrder.Rgb ? channel : 2 - channel;
            int target = channel * channelStride;
            for (; source < rgb.Length; source += 3, target += pixelStride)
                features[target] = _values[rgb[source]];
        }
    }
}
