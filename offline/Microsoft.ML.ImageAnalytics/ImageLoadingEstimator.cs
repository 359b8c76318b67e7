using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>Loads images from the files that a text column names.</summary>
public sealed class ImageLoadingEstimator : TrivialEstimator<ImageLoadingTransformer>
{
    internal ImageLoadingEstimator(ImageLoadingTransformer transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => AddColumn(inputSchema, TextDataViewType.Instance, new ImageDataViewType(), SchemaShape.Column.VectorKind.Scalar);
}
