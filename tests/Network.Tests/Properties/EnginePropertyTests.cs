using System.Numerics;
using MlNetShallow.Engines;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Properties;

/// <summary>What holds for every network, set and option.</summary>
public class EnginePropertyTests
{
    [Fact]
    public void EnginesAgree() => NetworkCase.Check(it =>
    {
        var parameters = it.Network().CopyParameters();
        var (sparse, dense) = it.Examples();
        var mask = new DropoutMask(it.Options().Dropout, (ulong)it.Seed);

        double[] expected = Compute(ReferenceEngine.Instance, dense);

        AssertClose(expected, Compute(new VectorizedEngine<double>(), dense), 1e-10);
        AssertClose(expected, Compute(new VectorizedEngine<double>(), sparse), 1e-10);

        double[] Compute(INetworkEngine<double> engine, TrainingSet examples)
        {
            var logits = new double[it.Rows * it.Shape().Outputs];
            engine.Forward(parameters, examples.Features, logits);
            var gradient = new NetworkParameters<double>(it.Shape());
            double cost = engine.CostAndGradient(parameters, examples, Engine.All(examples), gradient, mask);
            return [.. logits, cost, .. gradient.Values];
        }
    });

    [Fact]
    public void TrainingInTheSpanIsTrainingOutsideIt() => NetworkCase.Check(it =>
    {
        var (_, dense) = it.Examples();

        var ordinary = NetworkTrainer.Train(it.Network(), dense, it.Options() with { Form = TrainingForm.Ordinary });
        var gram = NetworkTrainer.Train(it.Network(), dense, it.Options() with { Form = TrainingForm.Gram });

        AssertClose(
            [.. ordinary.History.Select(epoch => epoch.Cost), .. ordinary.Network.CopyParameters().Values],
            [.. gram.History.Select(epoch => epoch.Cost), .. gram.Network.CopyParameters().Values],
            1e-8);
    });

    [Fact]
    public void AnExampleAloneScoresAsAmongOthersToTheLastBit() => NetworkCase.Check(it =>
    {
        AssertScoresAlone<float>(it);
        AssertScoresAlone<double>(it);
    });

    private static void AssertScoresAlone<T>(NetworkCase it)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ShallowNetwork<T> network = it.Network().ConvertTo<T>();
        RowScorer<T> scorer = network.CreateScorer();
        var sparse = (SparseFeatureMatrix)it.Examples().Sparse.Features;
        FeatureMatrix<float> dense = sparse.ToDense();
        T[] ofSparse = network.Logits(sparse), ofDense = network.Logits(dense);
        var alone = new T[it.Shape().Outputs];
        for (int row = 0; row < it.Rows; row++)
        {
            Range logits = (row * alone.Length)..((row + 1) * alone.Length);
            scorer.Logits(sparse.Indices(row), sparse.Values(row), alone);
            Assert.Equal(ofSparse[logits], alone);
            scorer.Logits(dense.Row(row), alone);
            Assert.Equal(ofDense[logits], alone);
        }
    }
}
