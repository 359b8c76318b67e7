using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>
/// Trainings and scores by every engine, form, optimizer, activation, output layer and precision have the bits that
/// Fixtures/golden-bits.tsv has, whatever the width of the CPU's vectors. Runs again without AVX-512: VectorExtensionTests. Where
/// bits change by intent, UPDATE_GOLDEN_BITS=1 writes the file.
/// </summary>
public class GoldenBitsTests
{
    private const int Rows = 60;

    // Two slices of features, the second of which is no whole number of vectors, however narrow.
    private const int Inputs = 1001;

    private static string Fixture([CallerFilePath] string self = "")
        => Path.Combine(Path.GetDirectoryName(self)!, "..", "Fixtures", "golden-bits.tsv");

    [Fact]
    public void TheyAreTheSameEverywhere()
    {
        Assert.SkipUnless(
            Fma.IsSupported || AdvSimd.IsSupported,
            "Without fused multiplication and addition the bits are others: so is the rounding.");
        Assert.False(
            Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0" && Vector512.IsHardwareAccelerated,
            "What is switched off is on.");
        string[] found = [.. Cases().Select(one => $"{one.Name}\t{one.Bits()}")];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN_BITS") == "1")
            File.WriteAllLines(Fixture(), found);

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "golden-bits.tsv")), found);
    }

    private static IEnumerable<(string Name, Func<string> Bits)> Cases()
    {
        foreach (int[] layers in (int[][])[[], [9], [6, 5, 4]])
        {
            foreach ((string name, Optimizer optimizer, int batchSize) in ((string, Optimizer, int)[])
            [
                ("gradient descent", Optimizer.GradientDescent, 0), ("momentum", Optimizer.Momentum(), 17),
                ("nesterov", Optimizer.Nesterov(), 0), ("adam", Optimizer.Adam(), 17), ("l-bfgs", Optimizer.Lbfgs(), 0),
            ])
            {
                var options = new TrainingOptions
                {
                    Optimizer = optimizer,
                    BatchSize = batchSize,
                    Epochs = 4,
                    LearningRate = 0.02,
                    L2Regularization = 0.01,
                    Dropout = name == "l-bfgs" || layers.Length == 0 ? 0 : 0.3,
                    FeatureScaling = FeatureScaling.MeanVariance,
                };
                foreach (string features in (string[])["bytes", "singles", "sparse"])
                {
                    foreach (TrainingForm form in name == "adam" || features == "sparse"
                        ? (TrainingForm[])[TrainingForm.Ordinary] : [TrainingForm.Ordinary, TrainingForm.Gram])
                    {
                        yield return Case(layers, Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, features,
                            options with { Form = features == "sparse" ? null : form }, $"{name}, {form}");
                    }
                }
            }
        }

        var plain = new TrainingOptions { Optimizer = Optimizer.Adam(), BatchSize = 17, Epochs = 3, LearningRate = 0.01 };
        foreach (Activation activation in Enum.GetValues<Activation>())
            yield return Case([9, 5], activation, OutputLayer.SigmoidCrossEntropy, "singles", plain, "adam");
        foreach (OutputLayer outputLayer in Enum.GetValues<OutputLayer>())
            yield return Case([9], Activation.Relu, outputLayer, "singles", plain with { ScaleTarget = outputLayer == OutputLayer.Quantiles }, "adam");
        yield return Case([9], Activation.Relu, OutputLayer.SigmoidCrossEntropy, "bytes", plain with
        {
            Optimizer = Optimizer.Lbfgs(),
            BatchSize = 0,
            Epochs = 12,
            CrossValidation = new(),
        }, "l-bfgs, cross-validation");
    }

    private static (string Name, Func<string> Bits) Case(
        int[] layers, Activation activation, OutputLayer outputLayer, string features, TrainingOptions options, string how)
    {
        NetworkShape shape = Engine.ShapeWith(Inputs, layers, activation, outputLayer);
        return ($"{string.Join('-', layers)} {activation} {outputLayer}, {features}, {how}", () =>
        {
            var random = new Random(5);
            FeatureMatrix x = Features(features, random);
            TrainingSet examples =
                TrainingSet.OfSeveralLabels(x, Engine.RandomLabels(random, Rows, shape), shape.LabelsPerExample);
            return $"{Bits<float>(shape, examples, options)}\t{Bits<double>(shape, examples, options)}";
        });
    }

    private static FeatureMatrix Features(string kind, Random random)
    {
        switch (kind)
        {
            case "bytes":
                byte[] bytes = new byte[Rows * Inputs];
                random.NextBytes(bytes);
                return FeatureMatrix.FromRows<byte>(bytes, Inputs);
            case "singles":
                return FeatureMatrix.FromRows<float>(
                    [.. Enumerable.Range(0, Rows * Inputs).Select(_ => (2 * random.NextSingle()) - 1)], Inputs);
            default:
                SparseFeatureMatrix sparse = FeatureMatrix.CreateSparse(Inputs);
                for (int row = 0; row < Rows; row++)
                {
                    int[] indices = [.. Enumerable.Range(0, Inputs).Where(_ => random.NextSingle() < 0.1f)];
                    sparse.AddRow(indices, [.. indices.Select(_ => random.NextSingle())]);
                }

                return sparse;
        }
    }

    private static string Bits<T>(NetworkShape shape, TrainingSet examples, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ShallowNetwork<T> start = ShallowNetwork<T>.Initialize(shape, WeightInitialization.He, 3);
        TrainingResult<T> trained = NetworkTrainer.Train(start, examples, options);
        T[] values = [.. Engine.Values(trained.Network), .. trained.Network.Logits(examples.Features)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<T>(values));
        hash.AppendData(MemoryMarshal.AsBytes<double>([.. trained.History.Costs]));
        hash.AppendData(MemoryMarshal.AsBytes<T>(Alone(trained.Network, examples)));
        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 8)).ToLower(CultureInfo.InvariantCulture);
    }

    /// <summary>The logits of each example scored by itself.</summary>
    private static T[] Alone<T>(ShallowNetwork<T> network, TrainingSet examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RowScorer<T> scorer = network.CreateScorer();
        T[] logits = new T[examples.Rows * network.Shape.Outputs];
        for (int row = 0; row < examples.Rows; row++)
        {
            Span<T> own = logits.AsSpan(row * network.Shape.Outputs, network.Shape.Outputs);
            switch (examples.Features)
            {
                case FeatureMatrix<byte> bytes:
                    scorer.Logits(bytes.Row(row), own);
                    break;
                case FeatureMatrix<float> singles:
                    scorer.Logits(singles.Row(row), own);
                    break;
                case SparseFeatureMatrix sparse:
                    scorer.Logits(sparse.Indices(row), sparse.Values(row), own);
                    break;
            }
        }

        return logits;
    }
}
