using System.Security.Cryptography;
using MlNetShallow.Fuzz.Mutations;
using MlNetShallow.Serialization;
using MlNetShallow.Training;

namespace MlNetShallow.Fuzz.Targets;

/// <summary>The bytes of networks, and those of checkpoints, which a training goes on from.</summary>
internal sealed class NetworkTarget : ITarget
{
    private static readonly TrainingSet Examples = DrawExamples();

    private static readonly ShallowNetwork<double> Start =
        ShallowNetwork<double>.Initialize(new NetworkShape(2, 3, Activation.Tanh), WeightInitialization.He, seed: 1);

    private static readonly TrainingOptions[] Trainings =
    [
        new() { Optimizer = Optimizer.Adam(), Epochs = 3 },
        new() { Optimizer = Optimizer.Lbfgs(), Epochs = 3 },
        new()
        {
            Optimizer = Optimizer.Nesterov(), Epochs = 3, LearningRateSchedule = LearningRateSchedule.Adaptive(),
            EarlyStopping = new() { ValidationFraction = 0.5 },
        },
    ];

    private readonly byte[][] _networks;
    private readonly byte[][] _checkpoints = [.. Trainings.Select(Checkpoint)];

    public NetworkTarget() => _networks = Networks();

    /// <summary>Networks of each kind, with and without a report.</summary>
    public static byte[][] Networks()
    {
        NetworkShape[] shapes =
        [
            new(3, 0, outputLayer: OutputLayer.IdentitySquaredError), new(5, 3, Activation.Tanh),
            new(4, 2, Activation.LeakyRelu, OutputLayer.SoftmaxCrossEntropy, 3), new(4, [3, 2], Activation.Tanh),
        ];
        var history = new TrainingHistory(
            [new EpochRecord(1, 0.75, 0.5, 0.875, 0.1, 2), new EpochRecord(2, 0.5, null, null, 0.05, 1)], bestEpoch: 1);
        var report = new TrainingReport(history, StopReason.EarlyStopped, Rows: 40, SkippedRows: 2);
        return
        [
            .. from shape in shapes
               from told in (TrainingReport?[])[null, report]
               select NetworkFormat.Write(
                   ShallowNetwork<float>.Initialize(shape, WeightInitialization.He, seed: 1), told),
        ];
    }

    /// <summary>An edited network, mostly with a checksum that is right again.</summary>
    public static byte[] Edited(byte[] network, Random random)
    {
        byte[] edited = ByteEdits.Apply(network, random);
        if (edited.Length >= SHA256.HashSizeInBytes && random.Chance(0.9))
            SHA256.HashData(edited.AsSpan(..^SHA256.HashSizeInBytes), edited.AsSpan(^SHA256.HashSizeInBytes..));
        return edited;
    }

    /// <summary>Scores with a network that was read.</summary>
    public static void Use(StoredNetwork stored)
    {
        ShallowNetwork<float> network = stored.Network;
        var logits = new float[network.Shape.Outputs];
        network.CreateScorer().Logits<float>(new float[network.Shape.Inputs], logits);
        foreach (float weight in network.Values)
        {
            if (!float.IsFinite(weight))
                throw new InvalidOperationException($"A weight is {weight}.");
        }
    }

    public byte[] Make(Random random) => Edited(random.Pick(random.Chance(0.7) ? _networks : _checkpoints), random);

    public bool Read(byte[] input)
    {
        try
        {
            if (input.AsSpan().StartsWith("MLNSHCHK"u8))
                GoOn(CheckpointFormat.Read(input));
            else
                Use(NetworkFile.Read(input, "input"));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void GoOn(TrainingCheckpoint checkpoint)
    {
        foreach (TrainingOptions options in Trainings)
        {
            try
            {
                NetworkTrainer.Train(Start, Examples, options with { ResumeFrom = checkpoint });
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException or TrainingDivergedException)
            {
                // It is of another training, or its state is none.
            }
        }
    }

    private static TrainingSet DrawExamples()
    {
        var features = FeatureMatrix.Create<float>(2);
        foreach (float[] row in (float[][])[[1, 0], [0, 1], [1, 1], [2, 1], [0, 0], [3, 1], [1, 2], [2, 2]])
            row.CopyTo(features.AddRow());
        return new TrainingSet(features, [0, 1, 1, 0, 1, 0, 1, 0]);
    }

    private static byte[] Checkpoint(TrainingOptions options)
    {
        TrainingCheckpoint? last = null;
        NetworkTrainer.Train(
            Start, Examples, options with { Checkpoint = checkpoint => last = checkpoint.Epoch == 2 ? checkpoint : last });
        return CheckpointFormat.Write(last!);
    }
}
