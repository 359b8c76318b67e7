using MlNetShallow.Engines;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>
/// Every engine over every output layer, activation and option against the reference engine, in double precision. Runs again
/// with vector extensions off: VectorExtensionTests.
/// </summary>
public class EngineCrossTests
{
    public static MatrixTheoryData<OutputLayer, Activation, int> OutputsActivationsHiddenUnits
        => new(Enum.GetValues<OutputLayer>(), Enum.GetValues<Activation>(), [0, 6]);

    [Theory]
    [MemberData(nameof(OutputsActivationsHiddenUnits))]
    public void TrainingIsThatOfTheReferenceEngine(OutputLayer outputLayer, Activation activation, int hiddenUnits)
    {
        var random = new Random(31);
        var shape = Engine.ShapeWith(40, hiddenUnits, activation, outputLayer, outputs: 5);
        foreach (var (weighted, l2, dropout, batchSize) in
            from weighted in (bool[])[false, true]
            from l2 in (double[])[0, 0.1]
            from dropout in hiddenUnits > 0 ? (double[])[0, 0.4] : [0]
            from batchSize in (int[])[0, 4]
            select (weighted, l2, dropout, batchSize))
        {
            // Of exponentials, large weights make larger logits, and differences that grow as fast.
            var start = Engine.RandomNetwork(random, shape, outputLayer == OutputLayer.Exponential ? 0.1 : 0.3);
            var (sparse, dense) = Engine.RandomSparseExamples(random, 11, shape, density: 0.3, weighted);
            var options = new TrainingOptions
            {
                Epochs = 3,
                LearningRate = 0.05,
                Optimizer = Optimizer.Momentum(),
                L2Regularization = l2,
                Dropout = dropout,
                BatchSize = batchSize,
            };

            ReferenceTraining.AssertMatched(start, dense, sparse, options);
        }
    }

    [Theory]
    [MemberData(nameof(OutputsActivationsHiddenUnits))]
    public void WeightsCountAsCopiesDo(OutputLayer outputLayer, Activation activation, int hiddenUnits)
    {
        var random = new Random(32);
        var network = Engine.RandomNetwork(random, Engine.ShapeWith(9, hiddenUnits, activation, outputLayer)).CopyParameters();
        var (sparse, dense) = Engine.RandomSparseExamples(random, 5, network.Shape, density: 0.5, weighted: false);
        foreach (TrainingSet set in (TrainingSet[])[sparse, dense])
        {
            var weighted = TrainingSet.OfSeveralLabels(set.Features, set.Labels, set.LabelsPerExample, [1, 0, 2, 1, 0]);
            foreach (INetworkEngine<double> engine in (INetworkEngine<double>[])[
                ReferenceEngine.Instance, new VectorizedEngine<double>()])
            {
                var gradient = new NetworkParameters<double>(network.Shape);
                var ofCopies = new NetworkParameters<double>(network.Shape);

                double cost = engine.CostAndGradient(network, weighted, [0, 1, 2, 3, 4], gradient);
                double costOfCopies = engine.CostAndGradient(network, set, [0, 2, 2, 3], ofCopies);

                AssertClose([costOfCopies, .. ofCopies.Values], [cost, .. gradient.Values], 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatOverflowedOnceIsForgotten(bool isSparse)
    {
        // Buffers are padded and serve again; what was NaN in their padding must not come back.
        var random = new Random(33);
        var network = Engine.RandomNetwork(random, Engine.ShapeWith(9, 6, Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, 5));
        var (sparse, dense) = Engine.RandomSparseExamples(random, 60, network.Shape, density: 0.5, weighted: true);
        TrainingSet examples = isSparse ? sparse : dense;
        var broken = network.CopyParameters();
        broken.Values.Fill(double.NaN);
        var engine = new VectorizedEngine<double>();
        double[] Gradient(VectorizedEngine<double> of, NetworkParameters<double> at, int rows)
        {
            var gradient = new NetworkParameters<double>(network.Shape);
            of.CostAndGradient(at, examples, Engine.All(examples).AsSpan(0, rows), gradient);
            return gradient.Values.ToArray();
        }

        Gradient(engine, broken, 60);

        Assert.Equal(
            Gradient(new VectorizedEngine<double>(), network.CopyParameters(), 7),
            Gradient(engine, network.CopyParameters(), 7));
    }
}
