using System.Text.Json;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using MlNetShallow.Input;
using MlNetShallow.Onnx;
using MlNetShallow.Persistence;
using MlNetShallow.Serialization;
using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow;

/// <summary>What a trainer has learnt: the network's weights, and how training went. Immutable and thread-safe.</summary>
public sealed class ShallowNetworkModelParameters
{
    private static readonly TrainingHistory NoHistory = new([]);

    private readonly TrainingReport? _report;
    private readonly ModelNotes _notes;

    internal ShallowNetworkModelParameters(
        ShallowNetwork<float> network, TrainingReport? report = null, ModelNotes? notes = null)
        => (Network, _report, _notes) = (network, report, notes ?? ModelNotes.None);

    internal ShallowNetworkModelParameters(TrainingResult<float> training, RowSurvey rows, ModelNotes notes)
        : this(
            training.Network,
            new TrainingReport(training.History, training.StopReason, rows.Rows, rows.Skipped)
            {
                CrossValidation = training.CrossValidation,
            },
            notes)
    {
    }

    /// <summary>The network: its shape, W1, b1, W2, b2 and so on as spans, and scoring of whole sets or of single
    /// examples.</summary>
    public ShallowNetwork<float> Network { get; }

    /// <summary>What each completed epoch gave; it is saved with the model. Empty for a model of format 1.</summary>
    public TrainingHistory History => _report?.History ?? NoHistory;

    /// <summary>What cross-validation gave: the λ that was chosen, and an estimate of how well the model does; it is
    /// saved with the model. Null where λ was not chosen by them, and for a model of format 1 or 2.</summary>
    public CrossValidationResult? CrossValidation => _report?.CrossValidation;

    /// <summary>J of each completed epoch.</summary>
    public IReadOnlyList<double> CostHistory => History.Costs;

    /// <summary>Why training ended; null for a model of format 1.</summary>
    public StopReason? StopReason => _report?.StopReason;

    /// <summary>The number of rows that training used, those held out for validation included; 0 for a model of format
    /// 1.</summary>
    public long TrainingRows => _report?.Rows ?? 0;

    /// <summary>The number of rows that training left out because of missing or infinite values; 0 for a model of
    /// format 1.</summary>
    public long SkippedRows => _report?.SkippedRows ?? 0;

    /// <summary>What the classes are called: of two, what 0 is and what 1 is, where the trainer's options say so; of several the
    /// key's values as texts, or its numbers. None for regression, and for a model of format 1, 2 or 3.</summary>
    public IReadOnlyList<string> ClassNames => _notes.ClassNames;

    /// <summary>What several targets of a regression, or several labels, are called, in the order of the network's outputs: the slot
    /// names of the label column, a slot without one by the column's name and its number, as in Label.0. None for other
    /// models.</summary>
    public IReadOnlyList<string> TargetNames => _notes.TargetNamesFor(Network.Shape);

    /// <summary>Of two classes, the score above which PredictedLabel is true: ln(p / (1 − p)) of the probability p that is asked
    /// for. Default 0.</summary>
    public float ScoreThreshold => _notes.ScoreThreshold;

    /// <summary>Of two classes, the probability above which PredictedLabel is true: 1 / (1 + e^−t), t being
    /// <see cref="ScoreThreshold"/>, which alone decides. Default 0.5.</summary>
    public double Threshold => 1 / (1 + Math.Exp(-_notes.ScoreThreshold));

    /// <summary>What a prediction costs that differs from its label, and with it what a regression predicts; null for
    /// classes.</summary>
    public RegressionLoss? Loss => _notes.LossOf(Network.Shape);

    /// <summary>The columns of the quantiles that a model of several levels adds, such as Quantile0.05; none of others.</summary>
    public IReadOnlyList<string> QuantileColumnNames => _notes.Loss?.QuantileColumnNames ?? [];

    /// <summary>The label column of the training; null for a model of format 1, 2 or 3.</summary>
    public string? LabelColumnName => _notes.LabelColumn;

    /// <summary>The example weight column of the training; null where there was none, and for a model of format 1, 2 or
    /// 3.</summary>
    public string? ExampleWeightColumnName => _notes.WeightColumn;

    /// <summary>The column of what is added to each row's logit, z: the model predicts e^(z + offset). Null for none. The
    /// <see cref="Network"/> itself gives z without it.</summary>
    public string? OffsetColumnName => _notes.OffsetColumn;

    /// <summary>The trainer's options by their names, in words; one that was left open with what was chosen, and "(chosen)"
    /// behind it. None for a model of format 1, 2 or 3.</summary>
    public IReadOnlyDictionary<string, string> Options => _notes.Options;

    /// <summary>What training reported of the data and of itself, as it stands in the log. Nothing for a model of format 1, 2 or
    /// 3.</summary>
    public IReadOnlyList<string> Messages => _notes.Messages;

    /// <summary>W1 as a matrix (n1, n0). Copied at each call.</summary>
    /// <exception cref="InvalidOperationException">The network has no hidden units.</exception>
    public Matrix<float> GetW1() => Network.Shape.HiddenUnits == 0
        ? throw new InvalidOperationException("The network has no hidden units, so W2 (1, n0) are its only weights.")
        : Matrix<float>.Build.DenseOfRowMajor(Network.Shape.HiddenUnits, Network.Shape.Inputs, Network.W1.ToArray());

    /// <summary>b1 as a vector (n1). Copied at each call.</summary>
    /// <exception cref="InvalidOperationException">The network has no hidden units.</exception>
    public Vector<float> GetB1() => Network.Shape.HiddenUnits == 0
        ? throw new InvalidOperationException("The network has no hidden units, so b2 (1) is its only bias.")
        : Vector<float>.Build.Dense(Network.B1.ToArray());

    /// <summary>W2 as a matrix (n2, n1), or (n2, n0) without hidden units. Copied at each call.</summary>
    public Matrix<float> GetW2() => GetW(Math.Min(2, Network.Shape.Layers));

    /// <summary>b2 as a vector (n2). Copied at each call.</summary>
    public Vector<float> GetB2() => GetB(Math.Min(2, Network.Shape.Layers));

    /// <summary>W[l] as a matrix (n[l], n[l−1]). Copied at each call.</summary>
    /// <param name="layer">l: 1 for the first hidden layer, one more than there are hidden layers for the outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Matrix<float> GetW(int layer) => Matrix<float>.Build.DenseOfRowMajor(
        Network.B(layer).Length, Network.Shape.Units(layer - 1), Network.W(layer).ToArray());

    /// <summary>b[l] as a vector (n[l]). Copied at each call.</summary>
    /// <param name="layer">l, as <see cref="GetW"/> takes it.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Vector<float> GetB(int layer) => Vector<float>.Build.Dense(Network.B(layer).ToArray());

    /// <summary>Writes the network as an ONNX model, as <see cref="OnnxFormat"/> describes it. What was done to the data before,
    /// in other columns of a pipeline, is no part of it; the trainer's own feature scaling is.</summary>
    /// <param name="path">The file; it gets its name when it is complete, and replaces one that is there.</param>
    /// <param name="metadata">The names of the classes, the threshold and other entries; of the first two the model's own where
    /// they are null.</param>
    /// <exception cref="ArgumentException">The metadata do not fit the network, or it takes more than the 2 GiB of an ONNX
    /// file.</exception>
    /// <exception cref="IOException">The file could not be written; one that was there is as it was.</exception>
    public void SaveAsOnnx(string path, OnnxMetadata? metadata = null) => OnnxFormat.Write(path, Network, Complete(metadata));

    /// <summary>Writes the network as an ONNX model, as <see cref="OnnxFormat"/> describes it.</summary>
    /// <param name="stream">Takes the bytes; it stays open.</param>
    /// <param name="metadata">The names of the classes, the threshold and other entries; of the first two the model's own where
    /// they are null.</param>
    /// <exception cref="ArgumentException">The metadata do not fit the network, or it takes more than the 2 GiB of an ONNX
    /// file.</exception>
    public void SaveAsOnnx(Stream stream, OnnxMetadata? metadata = null) => OnnxFormat.Write(stream, Network, Complete(metadata));

    internal byte[] ToBytes() => NetworkFormat.Write(Network, _report, _notes.ToTexts());

    internal ShallowNetworkModelParameters WithScoreThreshold(float threshold)
        => new(Network, _report, _notes with { ScoreThreshold = threshold });

    /// <summary>
    /// Finds the network in a model: in a fitted pipeline, or in what <c>mlContext.Model.Load</c> returns, where it stands as
    /// a chain of ML.NET's own transformers.
    /// </summary>
    /// <param name="model">A fitted pipeline or loaded model; if it holds several networks, the last is found.</param>
    /// <exception cref="ArgumentException">There is no network in it.</exception>
    /// <exception cref="FormatException">The network in it is damaged or of a later format.</exception>
    public static ShallowNetworkModelParameters FromModel(ITransformer model) => model.RestoreShallowNetwork().Network.Model;

    /// <summary>
    /// Finds what makes the features of the network that <see cref="FromModel"/> finds: the stages of a model before the
    /// network. With them and <see cref="ShallowNetwork{T}.Logits(FeatureMatrix)"/> a batch job scores in blocks what a loaded
    /// model scores row by row, to the same bits.
    /// </summary>
    /// <param name="model">A fitted pipeline or loaded model.</param>
    /// <param name="featureColumnName">The column of the features in the data that the returned stages give.</param>
    /// <returns>The stages, as one transformer.</returns>
    /// <exception cref="ArgumentException">There is no network in the model.</exception>
    /// <exception cref="FormatException">The network in it is damaged or of a later format.</exception>
    public static ITransformer FeaturesFromModel(ITransformer model, out string featureColumnName)
    {
        ShallowNetworkModel restored = model.RestoreShallowNetwork();
        featureColumnName = restored.Network.FeatureColumnName;
        return restored.Before;
    }

    /// <summary>What the model itself knows, where the caller does not say otherwise.</summary>
    private OnnxMetadata Complete(OnnxMetadata? metadata)
    {
        metadata ??= new();
        var entries = new Dictionary<string, string>(metadata.Entries);
        if (_notes.Loss is not null)
            entries.TryAdd("loss", _notes.Loss.ToString());
        if (TargetNames.Count > 0)
            entries.TryAdd("targets", JsonSerializer.Serialize(TargetNames));
        return new OnnxMetadata
        {
            ClassNames = metadata.ClassNames ?? (ClassNames.Count > 0 ? ClassNames : null),
            ScoreThreshold = metadata.ScoreThreshold ?? ScoreThreshold,
            HasOffset = OffsetColumnName is not null,
            Entries = entries,
        };
    }
}
