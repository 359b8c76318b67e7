using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Turns images into vectors of their color values.</summary>
public sealed class ImagePixelExtractingEstimator : TrivialEstimator<ImagePixelExtractingTransformer>
{
    internal ImagePixelExtractingEstimator(ImagePixelExtractingTransformer transformer)
        : base(transformer)
    {
    }

    /// <summary>The channels of a pixel.</summary>
    [Flags]
    public enum ColorBits : byte
    {
        Alpha = 0x01,
        Red = 0x02,
        Green = 0x04,
        Blue = 0x08,
        Rgb = Red | Green | Blue,
        All = Alpha | Red | Green | Blue,
    }

    /// <summary>The order of the channels in the vector.</summary>
    public enum ColorsOrder : byte
    {
        ARGB = 1,
        ARBG = 2,
        ABRG = 3,
        ABGR = 4,
        AGRB = 5,
        AGBR = 6,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => AddColumn(inputSchema, new ImageDataViewType(), Transformer.ItemType, SchemaShape.Column.VectorKind.Vector);
}
