using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>A table of columns of all kinds, and trainers that are done with it soon.</summary>
internal static class Homes
{
    private static readonly string[] Towns = ["Oslo", "Bergen", "Bodø", "Hamar"];
    private static readonly string[] Words = ["bright", "dark", "quiet", "loud", "near the sea", "near the station", "new", "old"];

    public static Home[] Rows { get; } = [.. Draw(new Random(3), 200)];

    public static IDataView View(MLContext context) => context.Data.LoadFromEnumerable(Rows);

    /// <summary>Town one-hot, area by its mean and variance, rooms as they are.</summary>
    public static IEstimator<ITransformer> Features(MLContext context) => context.Transforms.Categorical.OneHotEncoding("Town")
        .Append(context.Transforms.NormalizeMeanVariance("Area"))
        .Append(context.Transforms.Concatenate("Features", "Town", "Area", "Rooms"));

    public static ShallowNetworkBinaryTrainer Binary(MLContext context, string features = "Features")
        => context.BinaryClassification.Trainers.ShallowNetwork(
            Quick<ShallowNetworkBinaryTrainer.Options>("IsDear", features));

    public static ShallowNetworkMulticlassTrainer Multiclass(MLContext context)
        => context.MulticlassClassification.Trainers.ShallowNetwork(
            Quick<ShallowNetworkMulticlassTrainer.Options>("Kind", "Features"));

    public static ShallowNetworkRegressionTrainer Regression(MLContext context, RegressionLoss? loss = null)
    {
        var options = Quick<ShallowNetworkRegressionTrainer.Options>("Price", "Features");
        options.Loss = loss ?? RegressionLoss.Squared;
        return context.Regression.Trainers.ShallowNetwork(options);
    }

    /// <summary>Predicts <paramref name="columns"/> together, which become the column Several.</summary>
    public static IEstimator<ITransformer> Targets(MLContext context, params string[] columns)
        => context.Transforms.Concatenate("Several", columns).Append(context.Regression.Trainers.ShallowNetworkMultiTarget(
            Quick<ShallowNetworkMultiTargetTrainer.Options>("Several", "Features")));

    /// <summary>The same of flags.</summary>
    public static IEstimator<ITransformer> Labels(MLContext context, params string[] columns)
        => context.Transforms.Concatenate("Several", columns).Append(context.BinaryClassification.Trainers.ShallowNetworkMultiLabel(
            Quick<ShallowNetworkMultiLabelTrainer.Options>("Several", "Features")));

    private static TOptions Quick<TOptions>(string label, string features)
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new() => new()
        {
            LabelColumnName = label,
            FeatureColumnName = features,
            NumberOfHiddenUnits = 5,
            NumberOfEpochs = 15,
            L2Regularization = 0.01,
        };

    private static IEnumerable<Home> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int town = random.Next(Towns.Length), rooms = random.Next(1, 6);
            float area = (20 * rooms) + (60 * random.NextSingle());
            string word = Words[random.Next(Words.Length)], other = Words[random.Next(Words.Length)];
            float price = (area * (3 - (0.5f * town))) + (word == "new" ? 40 : 0) + (10 * random.NextSingle());
            yield return new Home
            {
                Id = $"home {i}",
                Town = Towns[town],
                Area = area,
                Rooms = rooms,
                Text = $"A {word} and {other} home, of {rooms} rooms!",
                Pixels = [.. Enumerable.Range(0, 12).Select(_ => (byte)random.Next(256))],
                IsDear = price > 200,
                Kind = price > 250 ? "villa" : price > 150 ? "house" : "flat",
                Price = price,
                Built = new DateTime(1900 + i, 1, 1),
            };
        }
    }
}

internal sealed class Home
{
    public string Id { get; set; } = "";

    public string Town { get; set; } = "";

    public float Area { get; set; }

    public float Rooms { get; set; }

    public string Text { get; set; } = "";

    [VectorType(2, 2, 3)]
    public byte[] Pixels { get; set; } = [];

    public bool IsDear { get; set; }

    public string Kind { get; set; } = "";

    public float Price { get; set; }

    // ONNX has no such type.
    public DateTime Built { get; set; }
}
