using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Models;

/// <summary>The ML.NET pipeline from a picture's path to a prediction, trained and evaluated.</summary>
internal static class PicturePipeline
{
    private const string Features = "Features";

    public static TransformerChain<ShallowNetworkTransformer> Train(
        MLContext mlContext, IDataView data, ShallowNetworkBinaryTrainer.Options options, int height, int width)
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = nameof(Picture.Label);
        return mlContext.Transforms
            .FlattenImages(new ImageFlatteningEstimator.Options
            {
                OutputColumnName = Features,
                InputColumnName = nameof(Picture.ImagePath),
                Height = height,
                Width = width,
                OutputKind = DataKind.Byte,
            })
            .Append(new ShallowNetworkBinaryTrainer(options, mlContext))
            .Fit(data);
    }

    public static MetricsReport Evaluate(
        MLContext mlContext, ITransformer model, LabelledFolder folder, CancellationToken cancellation)
    {
        IDataView data = mlContext.Data.LoadFromEnumerable(folder.Read(cancellation));
        return new MetricsReport(folder, mlContext.BinaryClassification.Evaluate(model.Transform(data)));
    }
}
