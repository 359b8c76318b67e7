using System.Text.Json;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>Each optimizer against PyTorch's, over 20 steps, and Adam with several hidden layers, over 50;
/// benchmarks/torch_trajectories.py made the figures.</summary>
public class TorchTrajectoryTests
{
    private static readonly JsonElement Fixture = Read("torch_trajectories.json");
    private static readonly JsonElement Deep = Read("torch_deep_trajectories.json");

    public static TheoryData<string> Names
        => [.. Fixture.GetProperty("trajectories").EnumerateObject().Select(trajectory => trajectory.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSamePath(string name)
    {
        var (optimizer, rate) = name.Split(',')[0] switch
        {
            "gradient descent" => (Optimizer.GradientDescent, 0.5),
            "momentum" => (Optimizer.Momentum(0.9), 0.2),
            "nesterov" => (Optimizer.Nesterov(0.9), 0.2),
            _ => (Optimizer.Adam(0.8, 0.99, 1e-8), 0.05),
        };
        var start = new NetworkParameters<double>(new NetworkShape(5, 3, Activation.Tanh));
        Numbers(Fixture.GetProperty("start")).CopyTo(start.Values);
        var examples = new TrainingSet(
            FeatureMatrix.FromRows<double>(Numbers(Fixture.GetProperty("features")), 5),
            [.. Numbers(Fixture.GetProperty("labels")).Select(label => (float)label)]);
        var expected = Fixture.GetProperty("trajectories").GetProperty(name);

        foreach (TrainingForm form in name.StartsWith("adam", StringComparison.Ordinal)
            ? (TrainingForm[])[TrainingForm.Ordinary] : [TrainingForm.Ordinary, TrainingForm.Gram])
        {
            var trained = NetworkTrainer.Train(new ShallowNetwork<double>(start), examples, new TrainingOptions
            {
                Optimizer = optimizer,
                LearningRate = rate,
                Epochs = 20,
                L2Regularization = name.EndsWith("L2", StringComparison.Ordinal) ? Fixture.GetProperty("l2").GetDouble() : 0,
                Form = form,
            });

            AssertClose(Numbers(expected.GetProperty("costs")), [.. trained.CostHistory]);
            AssertClose(Numbers(expected.GetProperty("parameters")), Engine.Values(trained.Network));
        }
    }

    public static TheoryData<string> DeepNames
        => [.. Deep.GetProperty("trajectories").EnumerateObject().Select(trajectory => trajectory.Name)];

    [Theory]
    [MemberData(nameof(DeepNames))]
    public void TheSamePathOfSeveralHiddenLayers(string name)
    {
        JsonElement expected = Deep.GetProperty("trajectories").GetProperty(name);
        int[] hiddenLayers = [.. Numbers(expected.GetProperty("hidden")).Select(units => (int)units)];
        var start = new NetworkParameters<double>(new NetworkShape(5, hiddenLayers, Enum.Parse<Activation>(name.Split(',')[0])));
        Numbers(expected.GetProperty("start")).CopyTo(start.Values);
        var examples = new TrainingSet(
            FeatureMatrix.FromRows<double>(Numbers(Deep.GetProperty("features")), 5),
            [.. Numbers(Deep.GetProperty("labels")).Select(label => (float)label)]);

        var trained = NetworkTrainer.Train(new ShallowNetwork<double>(start), examples, new TrainingOptions
        {
            Optimizer = Optimizer.Adam(),
            LearningRate = 0.02,
            Epochs = 50,
            L2Regularization = Deep.GetProperty("l2").GetDouble(),
        });

        Assert.True(trained.CostHistory[^1] < trained.CostHistory[0] - 0.1);
        AssertWithin(Numbers(expected.GetProperty("costs")), [.. trained.CostHistory], 1e-9);
        AssertWithin(Numbers(expected.GetProperty("parameters")), Engine.Values(trained.Network), 1e-9);
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", file))).RootElement;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static void AssertClose(double[] expected, double[] actual)
        => AssertWithin(expected, actual, 1e-11);
}
