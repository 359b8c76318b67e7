using MlNetShallow.Engines;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests.Engines;

/// <summary>Trainings beside that of the reference engine.</summary>
internal static class ReferenceTraining
{
    /// <summary>Trains in every form on dense and on sparse examples, and asserts that costs and weights are those of the reference
    /// engine.</summary>
    /// <returns>What the reference engine gave.</returns>
    public static TrainingResult<double> AssertMatched(
        ShallowNetwork<double> start, TrainingSet dense, TrainingSet sparse, TrainingOptions options)
    {
        var expected = NetworkTrainer.Train(start, dense, options, ReferenceEngine.Instance);
        foreach (var trained in (TrainingResult<double>[])[
            NetworkTrainer.Train(start, dense, options with { Form = TrainingForm.Ordinary }),
            NetworkTrainer.Train(start, sparse, options),
            NetworkTrainer.Train(start, dense, options with { Form = TrainingForm.Gram })])
        {
            AssertClose([.. expected.History.Costs], [.. trained.History.Costs], 1e-10);
            AssertClose(Engine.Values(expected.Network), Engine.Values(trained.Network), 1e-10);
        }

        return expected;
    }
}
