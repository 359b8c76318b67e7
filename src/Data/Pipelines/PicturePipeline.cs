using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Data.Pipelines;

/// <summary>The ML.NET pipelines from a picture's path to a prediction.</summary>
internal static class PicturePipeline
{
    /// <summary>The column of a model of several classes that holds the name of the predicted one.</summary>
    public const string PredictedClass = "PredictedClass";

    /// <summary>The column of a model of several classes that holds the class as a key.</summary>
    public const string ClassKey = "ClassKey";

    private const string Features = "Features";

    /// <summary>Learns to tell the class that is 1 from the others.</summary>
    /// <param name="mlContext">Takes the trainer's messages.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="options">The trainer's options.</param>
    /// <param name="form">What pictures are brought to.</param>
    /// <param name="classes">What 0 and 1 are called.</param>
    public static ITransformer Train(
        MLContext mlContext,
        IDataView data,
        ShallowNetworkBinaryTrainer.Options options,
        PictureForm form,
        string[] classes)
    {
        options.ClassNames = classes;
        options.FeatureColumnName = Features;
        options.LabelColumnName = nameof(Picture.Label);
        return Flatten(mlContext, form).Append(new ShallowNetworkBinaryTrainer(options, mlContext)).Fit(data);
    }

    /// <summary>Learns to tell several classes apart, by their names.</summary>
    public static ITransformer Train(
        MLContext mlContext, IDataView data, ShallowNetworkMulticlassTrainer.Options options, PictureForm form)
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = ClassKey;
        return mlContext.Transforms.Conversion.MapValueToKey(ClassKey, nameof(Picture.Class))
            .Append(Flatten(mlContext, form))
            .Append(new ShallowNetworkMulticlassTrainer(options, mlContext))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue(PredictedClass, PredictionColumns.PredictedLabel))
            .Fit(data);
    }

    /// <summary>Pictures for trainers of any kind.</summary>
    public static LabelledExamples Examples(
        MLContext mlContext, LabelledFolder training, LabelledFolder? test, PictureForm form, CancellationToken cancellation)
    {
        IDataView trainingRows = Rows(training);
        IDataView? testRows = test is null ? null : Rows(test);
        if (training.Positive is null)
        {
            // The keys that train gives them.
            var keys = mlContext.Transforms.Conversion.MapValueToKey(ClassKey, nameof(Picture.Class)).Fit(trainingRows);
            (trainingRows, testRows) = (keys.Transform(trainingRows), testRows is null ? null : keys.Transform(testRows));
        }

        return new LabelledExamples
        {
            Task = training.Positive is null ? TableTask.Multiclass : TableTask.Binary,
            Classes = training.Positive is { } positive
                ? [training.OthersOf(positive), positive]
                : [.. training.Read(cancellation).Select(picture => picture.Class).Distinct()],
            Training = trainingRows,
            Test = testRows,
            LabelColumn = training.Positive is null ? ClassKey : nameof(Picture.Label),
            FeatureColumn = Features,
            FeaturesAreLearnt = false,
            Featurizer = features => Flatten(
                mlContext, form, features == FeatureForm.AsTrained ? DataKind.Byte : DataKind.Single),
        };

        IDataView Rows(LabelledFolder folder) => mlContext.Data.LoadFromEnumerable(folder.Read(cancellation));
    }

    private static ImageFlatteningEstimator Flatten(
        MLContext mlContext, PictureForm form, DataKind kind = DataKind.Byte)
        => mlContext.Transforms.FlattenImages(new ImageFlatteningEstimator.Options
        {
            OutputColumnName = Features,
            InputColumnName = nameof(Picture.ImagePath),
            Height = form.Height,
            Width = form.Width,
            ApplyOrientation = form.ApplyOrientation,
            ScaleWhileDecoding = form.ScaleWhileDecoding,
            OutputKind = kind,
        });
}
