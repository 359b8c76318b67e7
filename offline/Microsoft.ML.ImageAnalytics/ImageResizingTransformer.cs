using Microsoft.ML.Data;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Gives all images of a column one size.</summary>
public sealed class ImageResizingTransformer : OneToOneTransformerBase
{
    private readonly int _width;
    private readonly int _height;
    private readonly ResizingKind _resizing;
    private readonly Anchor _anchor;

    internal ImageResizingTransformer(
        string outputColumnName,
        string? inputColumnName,
        int imageWidth,
        int imageHeight,
        ResizingKind resizing,
        Anchor cropAnchor)
        : base(outputColumnName, inputColumnName)
    {
        Contracts.CheckParam(imageWidth > 0, nameof(imageWidth), "Must be positive.");
        Contracts.CheckParam(imageHeight > 0, nameof(imageHeight), "Must be positive.");
        Contracts.CheckParam(Enum.IsDefined(resizing), nameof(resizing), "Unknown kind of resizing.");
        Contracts.CheckParam(Enum.IsDefined(cropAnchor), nameof(cropAnchor), "Unknown anchor.");
        _width = imageWidth;
        _height = imageHeight;
        _resizing = resizing;
        _anchor = cropAnchor;
        OutputType = new ImageDataViewType(imageHeight, imageWidth);
    }

    internal ImageDataViewType OutputType { get; }

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        BinaryReader reader = ctx.Reader;
        return new ImageResizingTransformer(
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            (ResizingKind)reader.ReadByte(),
            (Anchor)reader.ReadByte());
    }

    private protected override void SaveOptions(BinaryWriter writer)
    {
        writer.Write(_width);
        writer.Write(_height);
        writer.Write((byte)_resizing);
        writer.Write((byte)_anchor);
    }

    private protected override DataViewType GetOutputType(DataViewType inputType)
        => inputType is ImageDataViewType ? OutputType : throw Mismatch("image", $"{inputType}");

    private protected override Delegate MakeGetter(
        DataViewRow row, DataViewSchema.Column input, DataViewType outputType, out Action? disposer)
    {
        ValueGetter<MLImage?> getSource = row.GetGetter<MLImage?>(input);
        MLImage? source = null;
        disposer = null;
        return (ValueGetter<MLImage?>)((ref MLImage? image) =>
        {
            image?.Dispose();
            getSource(ref source);
            if (source is null)
                return;

            image = source;
            if (source.Width != _width || source.Height != _height)
            {
                image = Resize(source);
                image.Tag = source.Tag;
            }
        });
    }

    private MLImage Resize(MLImage source)
    {
        if (_resizing == ResizingKind.Fill)
            return source.Stretch(_width, _height);

        float horizontal = (float)_width / source.Width;
        float vertical = (float)_height / source.Height;
        bool fitsWidth = _resizing == ResizingKind.IsoCrop ? vertical < horizontal : vertical >= horizontal;
        float scale = fitsWidth ? horizontal : vertical;

        // The share of the space to spare, or of what is to be cut off, that goes to the left or the top.
        float share = _resizing == ResizingKind.IsoCrop ? (fitsWidth, _anchor) switch
        {
            (true, Anchor.Top) or (false, Anchor.Left) => 0,
            (true, Anchor.Bottom) or (false, Anchor.Right) => 1,
            _ => 0.5f,
        } : 0.5f;
        int left = fitsWidth ? 0 : (int)((_width - (source.Width * scale)) * share);
        int top = fitsWidth ? (int)((_height - (source.Height * scale)) * share) : 0;
        return source.Draw(_width, _height, left, top, (int)(source.Width * scale), (int)(source.Height * scale));
    }
}
