using MlNetShallow.Training.Selection;

namespace MlNetShallow.Network.Tests.Training.Selection;

/// <summary>Who does not see what.</summary>
public class FoldsTests
{
    private static readonly NetworkShape Shape = new(1, 2);

    [Fact]
    public void EveryExampleIsInOneFoldAndEveryFoldHasItsShareOfEveryClass()
    {
        // 20 of class 1 among 120; every tenth has weight 0.
        float[] labels = [.. Enumerable.Range(0, 120).Select(i => i % 6 == 5 ? 1f : 0f)];
        float[] weights = [.. Enumerable.Range(0, 120).Select(i => i % 10 == 0 ? 0f : 2f)];
        TrainingSet examples = Set(labels, weights);

        Folds folds = Folds.Stratified(examples, Shape, new CrossValidation(), seed: 1);

        Assert.Equal((5, 108, 108), (folds.Count, folds.Rows, folds.Examples));
        Assert.Equal(
            Enumerable.Range(0, 120).Where(i => i % 10 != 0),
            Enumerable.Range(0, 5).SelectMany(folds.HeldOut).Order());
        for (int fold = 0; fold < 5; fold++)
        {
            Assert.Equal(4, folds.HeldOut(fold).Count(row => labels[row] == 1));
            Assert.Equal(
                Enumerable.Range(0, 120).Where(i => i % 10 != 0), folds.HeldOut(fold).Concat(folds.Learnt(fold)).Order());
        }
    }

    [Fact]
    public void TheyHangOnTheSeedAlone()
    {
        TrainingSet examples = Set([.. Enumerable.Range(0, 40).Select(i => i % 2f)]);

        int[] Held(int seed) => Folds.Stratified(examples, Shape, new CrossValidation(), seed).HeldOut(0);

        Assert.Equal(Held(1), Held(1));
        Assert.NotEqual(Held(1), Held(2));
    }

    [Fact]
    public void TheOnlyExampleOfAClassIsAlwaysLearntFrom()
    {
        Folds folds = Folds.Stratified(Set([1, .. new float[29]]), Shape, new CrossValidation(), seed: 1);

        Assert.All(Enumerable.Range(0, 5), fold => Assert.Contains(0, folds.Learnt(fold)));
        Assert.Equal(29, Enumerable.Range(0, 5).Sum(fold => folds.HeldOut(fold).Length));
    }

    [Fact]
    public void OfManyExamplesASampleOfEveryClassIsDealt()
    {
        float[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 3 ? 1f : 0f)];

        Folds folds = Folds.Stratified(Set(labels), Shape, new CrossValidation(MostRows: 200), seed: 1);

        Assert.InRange(folds.Rows, 198, 202);
        Assert.Equal(1000, folds.Examples);
        Assert.InRange(Enumerable.Range(0, 5).SelectMany(folds.HeldOut).Count(row => labels[row] == 1), 19, 21);
    }

    private static TrainingSet Set(float[] labels, float[]? weights = null)
        => new(FeatureMatrix.FromRows<float>(new float[labels.Length], 1), labels, weights);
}
