using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Sample.Data;

namespace MlNetShallow.Sample.Models;

/// <summary>The ML.NET pipelines from a picture's path to a prediction.</summary>
internal static class PicturePipeline
{
    /// <summary>The column of a model of several classes that holds the name of the predicted one.</summary>
    public const string PredictedClass = "PredictedClass";

    /// <summary>The column of a model of several classes that holds the class as a key.</summary>
    public const string ClassKey = "ClassKey";

    private const string Features = "Features";

    /// <summary>Learns to tell the class that is 1 from the others.</summary>
    public static ITransformer Train(
        MLContext mlContext, IDataView data, ShallowNetworkBinaryTrainer.Options options, int height, int width)
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = nameof(Picture.Label);
        return Flatten(mlContext, height, width).Append(new ShallowNetworkBinaryTrainer(options, mlContext)).Fit(data);
    }

    /// <summary>Learns to tell several classes apart, by their names.</summary>
    public static ITransformer Train(
        MLContext mlContext, IDataView data, ShallowNetworkMulticlassTrainer.Options options, int height, int width)
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = ClassKey;
        return mlContext.Transforms.Conversion.MapValueToKey(ClassKey, nameof(Picture.Class))
            .Append(Flatten(mlContext, height, width))
            .Append(new ShallowNetworkMulticlassTrainer(options, mlContext))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue(PredictedClass, PredictionColumns.PredictedLabel))
            .Fit(data);
    }

    private static ImageFlatteningEstimator Flatten(MLContext mlContext, int height, int width)
        => mlContext.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            OutputColumnName = Features,
            InputColumnName = nameof(Picture.ImagePath),
            Height = height,
            Width = width,
            OutputKind = DataKind.Byte,
        });
}
