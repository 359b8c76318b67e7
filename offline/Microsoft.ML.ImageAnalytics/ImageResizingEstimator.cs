using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Gives all images of a column one size.</summary>
public sealed class ImageResizingEstimator : TrivialEstimator<ImageResizingTransformer>
{
    internal ImageResizingEstimator(ImageResizingTransformer transformer)
        : base(transformer)
    {
    }

    /// <summary>How an image is fitted into a size of another shape.</summary>
    public enum ResizingKind : byte
    {
        IsoPad = 0,
        IsoCrop = 1,
        Fill = 2,
    }

    /// <summary>The side of an image that cropping keeps.</summary>
    public enum Anchor : byte
    {
        Right = 0,
        Left = 1,
        Top = 2,
        Bottom = 3,
        Center = 4,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => AddColumn(inputSchema, new ImageDataViewType(), Transformer.OutputType, SchemaShape.Column.VectorKind.Scalar);
}
