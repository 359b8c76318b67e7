using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Turns the coefficients of a frame into pixels, one row of minimum coded units at a time.</summary>
internal sealed class JpegRenderer(JpegFrame frame, float[][] quantizationTables)
{
    private const int BlockSize = 8;

    private readonly float _max = (1 << frame.Precision) - 1;

    public Image<TPixel> Render<TPixel>(DecoderOptions options)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        Image<TPixel> image = ImageFormat.Allocate<TPixel>(options, frame.Width, frame.Height);
        int stripeHeight = frame.MaxVerticalSampling * BlockSize;
        Plane[] planes = [.. frame.Components.Select(component => new Plane(frame, component))];
        float[][] quantization = [.. frame.Components.Select(
            component => Array.ConvertAll(quantizationTables[component.QuantizationTable], value => value / 8))];
        Rgba32[] pixels = new Rgba32[frame.Width];

        for (int mcuRow = 0; mcuRow < frame.DecodedMcuRows; mcuRow++)
        {
            for (int i = 0; i < planes.Length; i++)
                planes[i].Fill(mcuRow, quantization[i], _max);

            int top = mcuRow * stripeHeight;
            for (int y = top; y < Math.Min(top + stripeHeight, frame.Height); y++)
            {
                Convert(planes, y - top, pixels);
                Span<TPixel> row = image.Row(y);
                for (int x = 0; x < pixels.Length; x++)
                    row[x].FromRgba32(pixels[x]);
            }
        }

        return image;
    }

    private void Convert(Plane[] planes, int y, Span<Rgba32> pixels)
    {
        ReadOnlySpan<float> first = planes[0].Row(y);
        ReadOnlySpan<float> second = planes.Length > 1 ? planes[1].Row(y) : first;
        ReadOnlySpan<float> third = planes.Length > 2 ? planes[2].Row(y) : first;
        ReadOnlySpan<float> fourth = planes.Length > 3 ? planes[3].Row(y) : first;
        float scale = byte.MaxValue / _max;
        float half = MathF.Ceiling(_max / 2);
        for (int x = 0; x < pixels.Length; x++)
        {
            (float r, float g, float b) = (first[x], second[x], third[x]);
            if (frame.ColorSpace is JpegColorSpace.YCbCr or JpegColorSpace.Ycck)
                (r, g, b) = FromYCbCr(r, g - half, b - half);

            float weight = scale;
            if (frame.ColorSpace is JpegColorSpace.Cmyk or JpegColorSpace.Ycck)
                weight *= fourth[x] / _max;
            if (frame.ColorSpace is JpegColorSpace.Ycck)
                (r, g, b) = (_max - r, _max - g, _max - b);
            pixels[x] = new Rgba32(ToByte(r * weight), ToByte(g * weight), ToByte(b * weight));
        }
    }

    private static (float R, float G, float B) FromYCbCr(float y, float cb, float cr) => (
        MathF.Round(y + (1.402f * cr)),
        MathF.Round(y - ((float)(0.114 * 1.772 / 0.587) * cb) - ((float)(0.299 * 1.402 / 0.587) * cr)),
        MathF.Round(y + (1.772f * cb)));

    private static byte ToByte(float value) => (byte)MathF.Round(Math.Clamp(value, byte.MinValue, byte.MaxValue));

    /// <summary>The samples of one component in one row of minimum coded units.</summary>
    private sealed class Plane
    {
        private readonly JpegComponent _component;
        private readonly int _stride;
        private readonly int _horizontalStep;
        private readonly int _verticalStep;
        private readonly float[] _samples;
        private readonly float[] _expanded;

        public Plane(JpegFrame frame, JpegComponent component)
        {
            _component = component;
            _stride = component.BlocksPerRow * BlockSize;
            _horizontalStep = frame.MaxHorizontalSampling / component.HorizontalSampling;
            _verticalStep = frame.MaxVerticalSampling / component.VerticalSampling;
            _samples = new float[_stride * component.VerticalSampling * BlockSize];
            _expanded = new float[frame.Width];
        }

        public void Fill(int mcuRow, ReadOnlySpan<float> quantization, float max)
        {
            for (int row = 0; row < _component.VerticalSampling; row++)
            {
                Span<float> target = _samples.AsSpan(row * BlockSize * _stride);
                for (int column = 0; column < _component.BlocksPerRow; column++)
                {
                    ReadOnlySpan<short> block = _component.Block((mcuRow * _component.VerticalSampling) + row, column);
                    CosineTransform.Invert(block, quantization, max, target[(column * BlockSize)..], _stride);
                }
            }
        }

        /// <summary>A row at the full resolution: samples are repeated, not interpolated.</summary>
        public ReadOnlySpan<float> Row(int y)
        {
            ReadOnlySpan<float> row = _samples.AsSpan(y / _verticalStep * _stride, _stride);
            if (_horizontalStep == 1)
                return row;

            for (int x = 0; x < _expanded.Length; x++)
                _expanded[x] = row[Math.Min(x / _horizontalStep, row.Length - 1)];
            return _expanded;
        }
    }
}
