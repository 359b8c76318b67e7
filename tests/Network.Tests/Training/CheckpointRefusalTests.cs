using System.Security.Cryptography;
using MlNetShallow.Serialization;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Checkpoints of other trainings, and damaged ones, are refused; a file holds a whole one at any moment.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, TrainingOptions> Others => new()
    {
        { "Optimizer Adam(0.9, 0.999, 1E-08); this has Optimizer Nesterov(0.9)", new() { Optimizer = Optimizer.Nesterov() } },
        { "LearningRate 0.01; this has LearningRate 0.5", new() { Optimizer = Optimizer.Adam(), LearningRate = 0.5 } },
        {
            "LearningRateSchedule Constant; this has LearningRateSchedule Cosine(0) over 100 epochs",
            new() { Optimizer = Optimizer.Adam(), LearningRateSchedule = LearningRateSchedule.Cosine() }
        },
        { "L2Regularization 0; this has L2Regularization 0.1", new() { Optimizer = Optimizer.Adam(), L2Regularization = 0.1 } },
        { "Dropout 0; this has Dropout 0.5", new() { Optimizer = Optimizer.Adam(), Dropout = 0.5 } },
        { "BatchSize 0; this has BatchSize 8", new() { Optimizer = Optimizer.Adam(), BatchSize = 8 } },
        { "Shuffle True; this has Shuffle False", new() { Optimizer = Optimizer.Adam(), Shuffle = false } },
        { "Seed 1; this has Seed 2", new() { Optimizer = Optimizer.Adam(), Seed = 2 } },
        { "IsWarmStart False; this has IsWarmStart True", new() { Optimizer = Optimizer.Adam(), IsWarmStart = true } },
        {
            "EarlyStopping none; this has EarlyStopping patience 10, tolerance 0.0001, validation fraction 0.1",
            new() { Optimizer = Optimizer.Adam(), EarlyStopping = new() }
        },
        { "ClassWeights", new() { Optimizer = Optimizer.Adam(), ClassWeights = ClassWeights.Given(1, 2) } },
        {
            "FeatureScaling None; this has FeatureScaling MinMax",
            new() { Optimizer = Optimizer.Adam(), FeatureScaling = FeatureScaling.MinMax }
        },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void ACheckpointOfOtherOptionsIsRefusedByName(string message, TrainingOptions options)
    {
        TrainingSet flower = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingCheckpoint checkpoint = CheckpointOf(start, flower);

        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(
                () => NetworkTrainer.Train(start, flower, options with { ResumeFrom = checkpoint })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointOfAnotherNetworkOrOtherExamplesIsRefused()
    {
        TrainingSet flower = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingCheckpoint checkpoint = CheckpointOf(start, flower);
        var options = new TrainingOptions { Optimizer = Optimizer.Adam(), ResumeFrom = checkpoint };
        var wider = ShallowNetwork<double>.Initialize(new NetworkShape(2, 4), WeightInitialization.He, 1);
        TrainingSet fewer = flower.Select([.. Enumerable.Range(0, 300)]);

        Refused("HiddenUnits = 3", () => NetworkTrainer.Train(wider, flower, options));
        Refused("on 400 examples and 0 to validate with", () => NetworkTrainer.Train(start, fewer, options));
        Refused("on 400 and 300", () => NetworkTrainer.Train(start, flower, options, validation: fewer));
        Refused("in 64 bits; this is one in the Ordinary form in 32",
            () => NetworkTrainer.Train(start.ConvertTo<float>(), flower, options));
        Refused("examples in memory; this has examples in blocks",
            () => NetworkTrainer.TrainFromBlocks(start, [flower], options));

        TrainingCheckpoint? ofBlocks = null;
        NetworkTrainer.TrainFromBlocks(
            start, [flower], options with { ResumeFrom = null, Epochs = 2, Checkpoint = made => ofBlocks = made });
        Assert.Contains(
            "had 400 examples in one pass and have 300",
            Assert.Throws<InvalidOperationException>(
                () => NetworkTrainer.TrainFromBlocks(start, [fewer], options with { ResumeFrom = ofBlocks })).Message,
            StringComparison.Ordinal);

        static void Refused(string message, Action train)
            => Assert.Contains(message, Assert.Throws<ArgumentException>(train).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileIsReplacedAsAWholeOrNotAtAll()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        TrainingCheckpoint checkpoint = CheckpointOf(start, Flower.Examples());
        string path = Path.Combine(_folder, "a.checkpoint");
        File.WriteAllText(path, "something older");

        checkpoint.Save(path);

        Assert.Equal(checkpoint.Epoch, TrainingCheckpoint.Load(path).Epoch);
        string inTheWay = Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName;
        Assert.ThrowsAny<Exception>(() => checkpoint.Save(inTheWay));
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Throws<FileNotFoundException>(() => TrainingCheckpoint.Load(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void DamageIsNoticed()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 1);
        string path = Path.Combine(_folder, "a.checkpoint");
        CheckpointOf(start, Flower.Examples()).Save(path);
        byte[] bytes = File.ReadAllBytes(path);

        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x21;
            Assert.Throws<FormatException>(() => CheckpointFormat.Read(changed));
            Assert.Throws<FormatException>(() => CheckpointFormat.Read(bytes.AsSpan(0, i)));
        }

        File.WriteAllBytes(path, bytes.AsSpan(0, 100));
        Assert.Contains(
            path, Assert.Throws<FormatException>(() => TrainingCheckpoint.Load(path)).Message, StringComparison.Ordinal);
    }

    // Its checksum may stand elsewhere.
    [Theory]
    [InlineData(5, "Use a later MlNetShallow.")]
    [InlineData(2, "resumes from checkpoints of versions 3 and 4.")]
    public void AnotherVersionIsSaidToBeOne(byte version, string end)
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 1);
        string path = Path.Combine(_folder, "a.checkpoint");
        CheckpointOf(start, Flower.Examples()).Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes["MLNSHCHK".Length] = version;
        File.WriteAllBytes(path, bytes);

        string message = Assert.Throws<FormatException>(() => TrainingCheckpoint.Load(path)).Message;

        Assert.Contains($"format version {version}, written by MlNetShallow 0.", message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnderARightChecksumDamageIsRefusedOrRead()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 2), WeightInitialization.He, 1);
        TrainingSet flower = Flower.Examples();
        string path = Path.Combine(_folder, "a.checkpoint");
        CheckpointOf(start, flower).Save(path);
        byte[] bytes = File.ReadAllBytes(path);

        for (int i = 0; i < bytes.Length - 32; i++)
        {
            foreach (byte change in (byte[])[1, 0x80, 0xFF])
            {
                byte[] changed = [.. bytes];
                changed[i] ^= change;
                AssertReadOrRefused(changed);
            }

            if (i >= 32)
                AssertReadOrRefused(bytes[..(i + 1)]);
        }

        void AssertReadOrRefused(byte[] changed)
        {
            SHA256.HashData(changed.AsSpan(0, changed.Length - 32), changed.AsSpan(changed.Length - 32));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TrainingCheckpoint checkpoint = CheckpointFormat.Read(changed);
                NetworkTrainer.Train(
                    start, flower, new TrainingOptions { Optimizer = Optimizer.Adam(), Epochs = 0, ResumeFrom = checkpoint });
            }
            catch (Exception error) when (error is FormatException or ArgumentException or TrainingDivergedException)
            {
            }

            // The Gram matrix of 400 examples, where the form is the byte that changed, takes 1.3 MB.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
        }
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void AParameterThatIsNoFiniteNumberIsRefusedWithItsPlace(TrainingForm form)
    {
        TrainingSet flower = Flower.Examples();
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 3), WeightInitialization.He, 1);
        var options = new TrainingOptions { Epochs = 3, Form = form, EarlyStopping = new() { ValidationFraction = 0 } };
        TrainingCheckpoint? made = null;
        NetworkTrainer.Train(start, flower, options with { Checkpoint = checkpoint => made = checkpoint });
        // The state begins with the parameters; in the Gram form, those that it starts from.
        BitConverter.TryWriteBytes(made!.State.AsSpan(3 * sizeof(double)), double.NaN);

        Assert.Contains(
            "W1[1, 1] is NaN",
            Assert.Throws<FormatException>(
                () => NetworkTrainer.Train(start, flower, options with { ResumeFrom = made })).Message,
            StringComparison.Ordinal);
    }

    private static TrainingCheckpoint CheckpointOf(ShallowNetwork<double> start, TrainingSet examples)
    {
        TrainingCheckpoint? last = null;
        NetworkTrainer.Train(
            start, examples,
            new TrainingOptions { Optimizer = Optimizer.Adam(), Epochs = 3, Checkpoint = checkpoint => last = checkpoint });
        return last!;
    }
}
