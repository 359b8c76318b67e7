using Microsoft.ML;

namespace MlNetShallow.Trainer.Tests.Explanations;

/// <summary>Rows of a number that counts, a category that counts and a number that does not.</summary>
internal static class Flights
{
    public static readonly string[] Carriers = ["north", "south", "east", "west"];

    public static Flight[] Rows { get; } = [.. Draw(new Random(8), 300)];

    public static IDataView Data(MLContext context) => context.Data.LoadFromEnumerable(Rows);

    /// <summary>Wind | Carrier one-hot | Hour.</summary>
    public static IEstimator<ITransformer> Featurize(MLContext context)
        => context.Transforms.Categorical.OneHotEncoding("CarrierOneHot", nameof(Flight.Carrier))
            .Append(context.Transforms.Concatenate("Features", nameof(Flight.Wind), "CarrierOneHot", nameof(Flight.Hour)));

    public static ITransformer Binary(MLContext context)
        => Featurize(context).Append(new ShallowNetworkBinaryTrainer(
            Options<ShallowNetworkBinaryTrainer.Options>(nameof(Flight.IsLate)))).Fit(Data(context));

    public static ITransformer Multiclass(MLContext context)
        => context.Transforms.Conversion.MapValueToKey("KindKey", nameof(Flight.Kind))
            .Append(Featurize(context))
            .Append(new ShallowNetworkMulticlassTrainer(Options<ShallowNetworkMulticlassTrainer.Options>("KindKey")))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel"))
            .Fit(Data(context));

    public static ITransformer Regression(MLContext context)
        => Featurize(context).Append(new ShallowNetworkRegressionTrainer(
            Options<ShallowNetworkRegressionTrainer.Options>(nameof(Flight.Delay)))).Fit(Data(context));

    private static TOptions Options<TOptions>(string label)
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        => new()
        {
            LabelColumnName = label,
            NumberOfHiddenUnits = 8,
            L2Regularization = 1e-3,
            NumberOfEpochs = 60,
        };

    private static IEnumerable<Flight> Draw(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            float wind = random.NextSingle();
            int carrier = random.Next(Carriers.Length);
            float delay = wind + (carrier < 2 ? 1 : 0);
            yield return new Flight
            {
                Wind = wind,
                Carrier = Carriers[carrier],
                Hour = random.NextSingle(),
                Delay = delay,
                IsLate = delay > 1,
                Kind = delay > 1.5f ? "late" : delay > 0.5f ? "so-so" : "early",
            };
        }
    }
}

internal sealed class Flight
{
    public float Wind { get; set; }

    public string Carrier { get; set; } = "";

    public float Hour { get; set; }

    public float Delay { get; set; }

    public bool IsLate { get; set; }

    public string Kind { get; set; } = "";
}
