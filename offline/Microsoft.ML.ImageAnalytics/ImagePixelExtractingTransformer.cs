using Microsoft.ML.Data;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Turns images into vectors of their color values.</summary>
public sealed class ImagePixelExtractingTransformer : OneToOneTransformerBase
{
    private readonly ColorBits _colors;
    private readonly ColorsOrder _order;
    private readonly bool _interleave;
    private readonly float _offset;
    private readonly float _scale;
    private readonly bool _asFloats;

    // The letters of the extracted channels, in their order.
    private readonly string _channels;

    internal ImagePixelExtractingTransformer(
        string outputColumnName,
        string? inputColumnName,
        ColorBits colorsToExtract,
        ColorsOrder orderOfExtraction,
        bool interleavePixelColors,
        float offsetImage,
        float scaleImage,
        bool outputAsFloatArray)
        : base(outputColumnName, inputColumnName)
    {
        // Bytes are never scaled.
        _offset = outputAsFloatArray ? offsetImage : 0;
        _scale = outputAsFloatArray ? scaleImage : 1;
        Contracts.CheckParam(
            (colorsToExtract & ColorBits.All) != 0, nameof(colorsToExtract), "Need to use at least one color plane.");
        Contracts.CheckParam(float.IsFinite(_offset), nameof(offsetImage), "Must be finite.");
        Contracts.CheckParam(float.IsFinite(_scale) && _scale != 0, nameof(scaleImage), "Must be finite and not zero.");
        _colors = colorsToExtract;
        _order = orderOfExtraction;
        _interleave = interleavePixelColors;
        _asFloats = outputAsFloatArray;
        _channels = string.Concat($"{orderOfExtraction}".Where(letter => (BitOf(letter) & colorsToExtract) != 0));
    }

    internal PrimitiveDataViewType ItemType => _asFloats ? NumberDataViewType.Single : NumberDataViewType.Byte;

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        BinaryReader reader = ctx.Reader;
        return new ImagePixelExtractingTransformer(
            reader.ReadString(),
            reader.ReadString(),
            (ColorBits)reader.ReadByte(),
            (ColorsOrder)reader.ReadByte(),
            reader.ReadBoolean(),
            reader.ReadSingle(),
            reader.ReadSingle(),
            reader.ReadBoolean());
    }

    private protected override void SaveOptions(BinaryWriter writer)
    {
        writer.Write((byte)_colors);
        writer.Write((byte)_order);
        writer.Write(_interleave);
        writer.Write(_offset);
        writer.Write(_scale);
        writer.Write(_asFloats);
    }

    private protected override DataViewType GetOutputType(DataViewType inputType)
    {
        if (inputType is not ImageDataViewType image)
            throw Mismatch("image", $"{inputType}");
        if (image.Height <= 0 || image.Width <= 0)
            throw Mismatch("known-size image", "unknown-size image");
        return _interleave
            ? new VectorDataViewType(ItemType, image.Height, image.Width, _channels.Length)
            : new VectorDataViewType(ItemType, _channels.Length, image.Height, image.Width);
    }

    private protected override Delegate MakeGetter(
        DataViewRow row, DataViewSchema.Column input, DataViewType outputType, out Action? disposer)
    {
        ImageDataViewType size = (ImageDataViewType)input.Type;
        return _asFloats
            ? MakeGetter(row, input, size, value => (value - _offset) * _scale, out disposer)
            : MakeGetter(row, input, size, value => value, out disposer);
    }

    private ValueGetter<VBuffer<T>> MakeGetter<T>(
        DataViewRow row, DataViewSchema.Column input, ImageDataViewType size, Func<byte, T> convert, out Action? disposer)
    {
        ValueGetter<MLImage?> getImage = row.GetGetter<MLImage?>(input);
        MLImage? image = null;
        disposer = () => image?.Dispose();
        T[] converted = [.. Enumerable.Range(0, 256).Select(value => convert((byte)value))];
        int pixels = size.Height * size.Width;
        int length = pixels * _channels.Length;
        return (ref VBuffer<T> vector) =>
        {
            getImage(ref image);
            if (image is null)
            {
                vector = VBufferEditor.Create(ref vector, length, valuesCount: 0).Commit();
                return;
            }

            Contracts.Check(
                image.Height == size.Height && image.Width == size.Width,
                $"Column '{InputColumnName}' has an image of {image.Width}x{image.Height} pixels; its type is {size}.");
            VBufferEditor<T> editor = VBufferEditor.Create(ref vector, length);
            string layout = image.PixelFormat == MLPixelFormat.Bgra32 ? "BGRA" : "RGBA";
            for (int channel = 0; channel < _channels.Length; channel++)
            {
                ReadOnlySpan<byte> source = image.Pixels[layout.IndexOf(_channels[channel])..];
                int start = _interleave ? channel : channel * pixels;
                int step = _interleave ? _channels.Length : 1;
                for (int i = 0; i < pixels; i++)
                    editor.Values[start + (i * step)] = converted[source[4 * i]];
            }

            vector = editor.Commit();
        };
    }

    private static ColorBits BitOf(char letter) => letter switch
    {
        'A' => ColorBits.Alpha,
        'R' => ColorBits.Red,
        'G' => ColorBits.Green,
        _ => ColorBits.Blue,
    };
}
