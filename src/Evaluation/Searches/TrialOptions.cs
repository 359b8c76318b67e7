using System.Globalization;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>The options that a search varies. What else is to be varied has its place here, in <see cref="ApplyTo"/>, in
/// <see cref="ToTexts"/> and in <see cref="SearchSpace"/>.</summary>
internal sealed record TrialOptions
{
    /// <summary>The names of all of them on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["hidden", "activation", "optimizer", "learning-rate", "schedule", "batch-size", "epochs", "l2", "dropout"];

    /// <summary>The number of units of each hidden layer; none for a linear model.</summary>
    public required IReadOnlyList<int> HiddenUnits { get; init; }

    public required Activation Activation { get; init; }

    /// <summary>λ; null to leave it to the trainer.</summary>
    public double? L2 { get; init; }

    /// <summary>How mini-batches are learnt from; null to leave the optimizer to the trainer.</summary>
    public MiniBatches? Batches { get; init; }

    public void ApplyTo(ShallowNetworkTrainerBase.OptionsBase options)
    {
        options.NumberOfHiddenUnits = HiddenUnits switch
        {
            [] => 0,
            [var units] => units,
            _ => new ShallowNetworkBinaryTrainer.Options().NumberOfHiddenUnits,
        };
        options.HiddenUnits = HiddenUnits.Count > 1 ? [.. HiddenUnits] : null;
        options.Activation = Activation;
        options.L2Regularization = L2;
        options.Optimizer = Batches is null ? null : Batches.IsAdam ? Optimizer.Adam() : Optimizer.Nesterov();
        options.LearningRate = Batches?.LearningRate;
        options.LearningRateSchedule = Batches is null ? LearningRateSchedule.Constant : LearningRateSchedule.Cosine();
        options.BatchSize = Batches?.BatchSize;
        options.NumberOfEpochs = Batches?.Epochs;
        options.Dropout = Batches?.Dropout ?? 0;
    }

    /// <summary>Each by its name on the command line, but those that are left to the trainer.</summary>
    public IReadOnlyDictionary<string, string> ToTexts()
    {
        var texts = new Dictionary<string, string> { ["hidden"] = HiddenUnits.Count == 0 ? "0" : string.Join(',', HiddenUnits.Select(units => Text(units))) };
        if (HiddenUnits.Count > 0)
            texts["activation"] = Activation == Activation.LeakyRelu ? "leaky-relu" : $"{Activation}".ToLowerInvariant();
        if (Batches is { } batches)
        {
            texts["optimizer"] = batches.IsAdam ? "adam" : "nesterov";
            texts["learning-rate"] = Text(batches.LearningRate);
            texts["schedule"] = "cosine";
            texts["batch-size"] = Text(batches.BatchSize);
            texts["epochs"] = Text(batches.Epochs);
            if (batches.Dropout > 0)
                texts["dropout"] = Text(batches.Dropout);
        }

        if (L2 is { } l2)
            texts["l2"] = Text(l2);
        return texts;
    }

    public override string ToString() => string.Join(' ', ToTexts().Select(option => $"--{option.Key} {option.Value}"));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Adam or Nesterov's momentum, with a rate that falls along a cosine.</summary>
    public sealed record MiniBatches(bool IsAdam, double LearningRate, int BatchSize, int Epochs, double Dropout);
}
