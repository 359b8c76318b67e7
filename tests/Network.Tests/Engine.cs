using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Network.Tests;

/// <summary>The engines that every test of arithmetic runs over, and what such tests share.</summary>
public static class Engine
{
    public static TheoryData<string> Both => ["reference", "vectorized"];

    public static TheoryData<string, Activation> BothWithEveryActivation
    {
        get
        {
            var data = new TheoryData<string, Activation>();
            foreach (string engine in (string[])["reference", "vectorized"])
            {
                foreach (Activation activation in Enum.GetValues<Activation>())
                    data.Add(engine, activation);
            }

            return data;
        }
    }

    public static INetworkEngine<double> Named(string name)
        => name == "reference" ? ReferenceEngine.Instance : new VectorizedEngine<double>();

    public static int[] All(TrainingSet examples) => [.. Enumerable.Range(0, examples.Rows)];

    /// <summary>All parameters of a network, for comparisons.</summary>
    public static T[] Values<T>(ShallowNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => network.CopyParameters().Values.ToArray();

    /// <summary>The cost of a network over examples, by the reference engine.</summary>
    public static double Cost(ShallowNetwork<double> network, TrainingSet examples)
        => ReferenceEngine.Instance.CostAndGradient(
            network.CopyParameters(), examples, All(examples), new NetworkParameters<double>(network.Shape));

    /// <summary>A network of random weights and biases around 0, from a seed.</summary>
    public static ShallowNetwork<double> RandomNetwork(Random random, NetworkShape shape, double deviation = 0.5)
    {
        var parameters = new NetworkParameters<double>(shape);
        foreach (ref double value in parameters.Values)
            value = Normal(random) * deviation;
        return new ShallowNetwork<double>(parameters);
    }

    /// <summary>A random shape: any activation, any output layer, of 2 to 12 outputs where it has several.</summary>
    public static NetworkShape RandomShape(Random random, int inputs, int hiddenUnits)
        => ShapeWith(inputs, hiddenUnits, (Activation)random.Next(Enum.GetValues<Activation>().Length), (OutputLayer)random.Next(Enum.GetValues<OutputLayer>().Length),
            random.Next(2, 13));

    /// <summary>A shape of so many outputs, or of one where the output layer has but one.</summary>
    public static NetworkShape ShapeWith(
        int inputs, int hiddenUnits, Activation activation, OutputLayer outputLayer, int outputs = 3)
        => new(
            inputs, hiddenUnits, activation, outputLayer,
            HasSeveralOutputs(outputLayer) ? outputs : 1);

    /// <summary>The same with any number of hidden layers.</summary>
    public static NetworkShape ShapeWith(
        int inputs, int[] hiddenLayers, Activation activation, OutputLayer outputLayer, int outputs = 3)
        => new(
            inputs, hiddenLayers, activation, outputLayer,
            HasSeveralOutputs(outputLayer) ? outputs : 1);

    /// <summary>Whether an output layer may have more than one output.</summary>
    public static bool HasSeveralOutputs(OutputLayer outputLayer)
        => outputLayer is OutputLayer.SoftmaxCrossEntropy or OutputLayer.Quantiles or OutputLayer.Targets or OutputLayer.Labels;

    /// <summary>Random labels that a network's output layer knows, as many to an example as it has: 0 or 1, a class, a count, or a
    /// number around 0.</summary>
    public static float[] RandomLabels(Random random, int rows, NetworkShape shape)
        => [.. Enumerable.Range(0, rows * shape.LabelsPerExample).Select(_ => shape.OutputLayer switch
        {
            OutputLayer.SoftmaxCrossEntropy => random.Next(shape.Outputs),
            OutputLayer.SigmoidCrossEntropy or OutputLayer.Labels => random.Next(2),
            OutputLayer.Exponential => random.Next(4),
            _ => (float)(3 * Normal(random)),
        })];

    /// <summary>Random examples: features around 0, labels 0 or 1, weights (if any) of 0.1 to 2.1.</summary>
    public static TrainingSet RandomExamples(Random random, int rows, int columns, bool weighted)
        => RandomExamples(random, rows, new NetworkShape(columns, 0), weighted);

    /// <summary>The same for a network of another output layer.</summary>
    public static TrainingSet RandomExamples(Random random, int rows, NetworkShape shape, bool weighted)
    {
        double[] features = [.. Enumerable.Range(0, rows * shape.Inputs).Select(_ => Normal(random))];
        return TrainingSet.OfSeveralLabels(
            FeatureMatrix.FromRows<double>(features, shape.Inputs),
            RandomLabels(random, rows, shape),
            shape.LabelsPerExample,
            weighted ? RandomWeights(random, rows) : []);
    }

    /// <summary>The same random examples in sparse form, some without any non-zero, and in dense form.</summary>
    public static (TrainingSet Sparse, TrainingSet Dense) RandomSparseExamples(
        Random random, int rows, int columns, double density, bool weighted)
        => RandomSparseExamples(random, rows, new NetworkShape(columns, 0), density, weighted);

    /// <summary>The same for a network of another output layer.</summary>
    public static (TrainingSet Sparse, TrainingSet Dense) RandomSparseExamples(
        Random random, int rows, NetworkShape shape, double density, bool weighted)
    {
        int columns = shape.Inputs;
        var sparse = FeatureMatrix.CreateSparse(columns);
        var dense = FeatureMatrix.Create<float>(columns);
        for (int row = 0; row < rows; row++)
        {
            int[] indices = [.. Enumerable.Range(0, columns).Where(_ => random.NextDouble() < density)];
            float[] values = [.. indices.Select(_ => (float)Normal(random))];
            sparse.AddRow(indices, values);
            Span<float> features = dense.AddRow();
            for (int i = 0; i < indices.Length; i++)
                features[indices[i]] = values[i];
        }

        float[] labels = RandomLabels(random, rows, shape), weights = weighted ? RandomWeights(random, rows) : [];
        return (
            TrainingSet.OfSeveralLabels(sparse, labels, shape.LabelsPerExample, weights),
            TrainingSet.OfSeveralLabels(dense, labels, shape.LabelsPerExample, weights));
    }

    private static float[] RandomWeights(Random random, int rows)
        => [.. Enumerable.Range(0, rows).Select(_ => 0.1f + (2 * random.NextSingle()))];

    internal static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
