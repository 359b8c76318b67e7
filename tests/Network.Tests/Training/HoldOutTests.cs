using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Which examples are held out for validation.</summary>
public class HoldOutTests
{
    [Fact]
    public void EveryClassGivesItsShareAndEveryExampleIsOnOneSide()
    {
        // 300 of class 0, 40 of class 1; every third example of class 0 has weight 0 and is as if it were not there.
        float[] labels = [.. Enumerable.Range(0, 340).Select(i => i % 17 < 2 ? 1f : 0f)];
        float[] weights = [.. labels.Select((label, i) => label == 0 && i % 3 == 0 ? 0f : 1f)];
        var features = FeatureMatrix.FromRows<float>([.. Enumerable.Range(0, 340).Select(i => (float)i)], 1);
        var examples = new TrainingSet(features, labels, weights);

        var (training, validation) = Split(examples, 0.2, seed: 3);

        float[] ids = [.. Ids(training).Concat(Ids(validation))];
        Assert.Equal(Enumerable.Range(0, 340).Select(i => (float)i), ids.Order());
        Assert.InRange(validation.Labels.ToArray().Count(label => label == 1), 7, 9);
        Assert.InRange(validation.Rows, 47, 49);
        Assert.All(Enumerable.Range(0, validation.Rows), row => Assert.Equal(1, validation.Weight(row)));
        Assert.All(
            Enumerable.Range(0, training.Rows), row => Assert.Equal(labels[(int)Ids(training)[row]], training.Labels[row]));

        Assert.Equal(Ids(validation), Ids(Split(examples, 0.2, 3).Validation));
        Assert.NotEqual(Ids(validation), Ids(Split(examples, 0.2, 4).Validation));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void TheShareIsTheFraction(double fraction)
    {
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(new float[1000], 1), new float[1000]);

        Assert.InRange(Split(examples, fraction, 1).Validation.Rows, (fraction * 1000) - 1, (fraction * 1000) + 1);
    }

    [Fact]
    public void LabelsThatAreProbabilitiesAreOfTheClassThatTheyAreNearerTo()
    {
        float[] labels = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? i / 1000f : 1 - (i / 1000f))];
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(new float[200], 1), labels);

        float[] heldOut = Split(examples, 0.1, 1).Validation.Labels.ToArray();

        Assert.InRange(heldOut.Count(label => label < 0.5), 9, 11);
        Assert.InRange(heldOut.Count(label => label > 0.5), 9, 11);
    }

    [Fact]
    public void AFractionThatHoldsNoneOutIsRefused()
    {
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(1, 2), WeightInitialization.He, 2);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>([1, 2, 3], 1), [0, 1, 1]);

        string message = Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(
            start, examples, new TrainingOptions { EarlyStopping = new EarlyStopping(ValidationFraction: 0.01) })).Message;

        Assert.Contains("ValidationFraction 0.01 of 3 examples", message, StringComparison.Ordinal);
    }

    internal static (TrainingSet Training, TrainingSet Validation) Split(TrainingSet examples, double fraction, int seed)
    {
        var shape = new NetworkShape(examples.Features.Columns, 1);
        return (
            HoldOut.Side(isHeldOut: false, [examples], fraction, seed, shape).Single(),
            HoldOut.Side(isHeldOut: true, [examples], fraction, seed, shape).Single());
    }

    private static float[] Ids(TrainingSet examples)
    {
        var ids = new float[examples.Rows];
        for (int row = 0; row < ids.Length; row++)
            examples.Features.CopyRow(row, 0, ids.AsSpan(row, 1));
        return ids;
    }
}
