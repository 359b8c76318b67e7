using FsCheck;
using FsCheck.Fluent;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Properties;

/// <summary>A network, examples and options of training, drawn at random and shrunk where a property fails.</summary>
public sealed record NetworkCase(
    int Seed,
    int Rows,
    int Inputs,
    int HiddenUnits,
    int[] FurtherLayers,
    int Outputs,
    Activation Activation,
    OutputLayer OutputLayer,
    bool Weighted,
    double Density,
    double Dropout,
    double L2,
    int BatchSize)
{
    /// <summary>Shapes that fill less than a vector, several, and more than one slice of features.</summary>
    public static Arbitrary<NetworkCase> Any { get; } = Arb.From(
        from seed in Gen.Choose(0, 1_000_000)
        from rows in Size(70)
        from inputs in Gen.Frequency((9, Size(100)), (1, Gen.Choose(760, 800)))
        from hiddenUnits in Gen.Frequency((1, Gen.Constant(0)), (4, Size(60)))
        from furtherLayerCount in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 4)))
        from furtherLayers in Size(20).ArrayOf(furtherLayerCount)
        from outputs in Gen.Choose(2, 40)
        from activation in Gen.Elements(Enum.GetValues<Activation>())
        from outputLayer in Gen.Elements(Enum.GetValues<OutputLayer>())
        from weighted in Gen.Elements(false, true)
        from density in Gen.Elements(0.0, 0.05, 0.3, 1)
        from dropout in Gen.Elements(0.0, 0.2, 0.7)
        from l2 in Gen.Elements(0.0, 0.05)
        from batchSize in Gen.Choose(0, 70)
        select new NetworkCase(
            seed, rows, inputs, hiddenUnits, hiddenUnits > 0 ? furtherLayers : [], outputs, activation, outputLayer, weighted,
            density, dropout, l2, batchSize),
        Smaller);

    private int AllUnits => Inputs + HiddenUnits + FurtherLayers.Sum();

    public NetworkShape Shape() => Engine.ShapeWith(Inputs, [HiddenUnits, .. FurtherLayers], Activation, OutputLayer, Outputs);

    /// <summary>Options, the steps so short that training does not diverge whatever the shape.</summary>
    public TrainingOptions Options() => new()
    {
        Epochs = 3,
        LearningRate = 0.05 / AllUnits,
        Optimizer = Optimizer.Nesterov(),
        L2Regularization = L2,
        Dropout = HiddenUnits > 0 ? Dropout : 0,
        BatchSize = BatchSize,
        Seed = Seed,
    };

    /// <summary>The network, its weights so small that logits stay near 0 whatever the shape.</summary>
    public ShallowNetwork<double> Network()
        => Engine.RandomNetwork(new Random(Seed), Shape(), deviation: 0.5 / Math.Sqrt(AllUnits));

    public (TrainingSet Sparse, TrainingSet Dense) Examples()
        => Engine.RandomSparseExamples(new Random(Seed + 1), Rows, Shape(), Density, Weighted);

    /// <summary>Checks that a property holds for many cases, always the same ones.</summary>
    public static void Check(Action<NetworkCase> property, int cases = 150)
        => Prop.ForAll(Any, property).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(20240607, 1));

    private static Gen<int> Size(int maximum) => Gen.Frequency((1, Gen.Choose(1, 4)), (3, Gen.Choose(1, maximum)));

    private static IEnumerable<NetworkCase> Smaller(NetworkCase it)
    {
        if (it.Rows > 1)
            yield return it with { Rows = it.Rows / 2 };
        if (it.Inputs > 1)
            yield return it with { Inputs = it.Inputs / 2 };
        if (it.FurtherLayers.Length > 0)
            yield return it with { FurtherLayers = it.FurtherLayers[1..] };
        if (it.HiddenUnits > 1 || it is { HiddenUnits: 1, FurtherLayers: [] })
            yield return it with { HiddenUnits = it.HiddenUnits / 2 };
        if (it.Outputs > 2)
            yield return it with { Outputs = Math.Max(2, it.Outputs / 2) };
        if (it.Activation != Activation.Identity)
            yield return it with { Activation = Activation.Identity };
        if (it.Weighted)
            yield return it with { Weighted = false };
        if (it.Dropout > 0)
            yield return it with { Dropout = 0 };
        if (it.L2 > 0)
            yield return it with { L2 = 0 };
        if (it.BatchSize > 0)
            yield return it with { BatchSize = 0 };
    }
}
