using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Properties;

/// <summary>What holds for every training, whatever the shape, the examples and the options.</summary>
public class TrainingPropertyTests
{
    [Fact]
    public void FoldingTheScalingChangesNoPrediction() => NetworkCase.Check(it =>
    {
        // A start that is unfolded, not trained at all and folded again predicts what it did.
        var (_, examples) = it.Examples();
        foreach (FeatureScaling scaling in (FeatureScaling[])[FeatureScaling.MinMax, FeatureScaling.MeanVariance])
        {
            var same = NetworkTrainer.Train(it.Network(), examples, Prepared(it) with
            {
                Epochs = 0,
                FeatureScaling = scaling,
                IsWarmStart = true,
            });

            AssertClose(it.Network().Logits(examples.Features), same.Network.Logits(examples.Features), 1e-9);
        }
    });

    [Fact]
    public void AWeightOfTwoIsTheExampleTwiceAndAWeightOfZeroIsNone() => NetworkCase.Check(it =>
    {
        var (_, examples) = it.Examples();
        int[] rows = Engine.All(examples);
        int[] kept = [.. rows.Where(row => row % 3 != 1 || row == 1), .. rows.Where(row => row % 3 == 2)];
        float[] weights = [.. rows.Select(row => row % 3 == 2 ? 2f : row % 3 == 1 && row != 1 ? 0f : 1f)];
        var once = TrainingSet.OfSeveralLabels(examples.Features, examples.Labels, examples.LabelsPerExample);
        var weighted = TrainingSet.OfSeveralLabels(examples.Features, examples.Labels, examples.LabelsPerExample, weights);
        // The same example draws another mask where it stands in another row.
        TrainingOptions options = Prepared(it) with { BatchSize = 0, Dropout = 0 };

        AssertClose(
            Values(NetworkTrainer.Train(it.Network(), once.Select(kept), options)),
            Values(NetworkTrainer.Train(it.Network(), weighted, options)),
            1e-8);
    });

    [Fact]
    public void BlocksTrainAsTheWholeDoes() => NetworkCase.Check(it =>
    {
        var (sparse, dense) = it.Examples();
        int[] first = [.. Engine.All(dense).Take((it.Rows + 1) / 2)], rest = [.. Engine.All(dense).Skip(first.Length)];
        // A mask depends on the row in its block.
        TrainingOptions options = Prepared(it) with { BatchSize = 0, Dropout = 0, Form = TrainingForm.Ordinary };
        foreach (TrainingSet examples in (TrainingSet[])[dense, sparse])
        {
            TrainingSet[] blocks = rest.Length == 0 ? [examples] : [examples.Select(first), examples.Select(rest)];

            AssertClose(
                Values(NetworkTrainer.Train(it.Network(), examples, options)),
                Values(NetworkTrainer.TrainFromBlocks(it.Network(), blocks, options)),
                1e-8);
        }
    });

    [Fact]
    public void ATrainingThatResumesFromACheckpointGivesTheSameBits() => NetworkCase.Check(it =>
    {
        var (sparse, dense) = it.Examples();
        foreach (TrainingForm form in Enum.GetValues<TrainingForm>())
        {
            TrainingSet examples = form == TrainingForm.Gram ? dense : sparse;
            TrainingOptions options = Prepared(it) with { Form = form };
            TrainingCheckpoint? second = null;
            double[] whole = Values(NetworkTrainer.Train(it.Network(), examples, options with
            {
                CheckpointInterval = 2,
                Checkpoint = checkpoint => second = checkpoint,
            }));

            Assert.Equal(whole, Values(NetworkTrainer.Train(it.Network(), examples, options with { ResumeFrom = second })));
        }
    });

    private static TrainingOptions Prepared(NetworkCase it) => it.Options() with
    {
        FeatureScaling = (FeatureScaling)(it.Seed % 3),
        ScaleTarget = !OutputFunction.HasClasses(it.OutputLayer) && it.Seed % 2 == 0,
        ClassWeights = OutputFunction.HasClasses(it.OutputLayer) && it.OutputLayer != OutputLayer.Labels && it.Seed % 2 == 0
            ? ClassWeights.Balanced : ClassWeights.None,
    };

    private static double[] Values(TrainingResult<double> trained) => Engine.Values(trained.Network);
}
