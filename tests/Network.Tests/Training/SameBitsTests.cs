using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

/// <summary>The same training gives the same bits in any process, whatever code the runtime has compiled by then and how.</summary>
public class SameBitsTests
{
    /// <summary>What the parameters have to be, where a test of another process asks.</summary>
    private const string Expected = "MLNETSHALLOW_EXPECTED_BITS";

    /// <summary>Enough that code is compiled again while they run, and that arrays come to lie elsewhere.</summary>
    private const int Trainings = 12;

    [Fact]
    public void OneTrainingAfterTheOther()
    {
        string expected = Environment.GetEnvironmentVariable(Expected) ?? Train();
        for (int i = 0; i < Trainings; i++)
            Assert.Equal(expected, Train());
    }

    /// <summary>From cold, and with code that is compiled once and for all, that was not compiled ahead of time, and that is not
    /// compiled for what it met before.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_TieredCompilation")]
    [InlineData("DOTNET_ReadyToRun")]
    [InlineData("DOTNET_TieredPGO")]
    public Task InAnotherProcess(string without)
    {
        Dictionary<string, string> settings = new() { [Expected] = Train() };
        if (without.Length > 0)
            settings.Add(without, "0");
        return OwnProcess.AssertPassesAsync(
            settings, "-method", $"{typeof(SameBitsTests).FullName}.{nameof(OneTrainingAfterTheOther)}");
    }

    private static string Train() => string.Join(
        ' ',
        Train<double>(Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, 3),
        Train<double>(Activation.Sigmoid, OutputLayer.SigmoidCrossEntropy, 1),
        Train<float>(Activation.Tanh, OutputLayer.SoftmaxCrossEntropy, 3),
        Train<float>(Activation.Sigmoid, OutputLayer.IdentitySquaredError, 1));

    /// <summary>Without a penalty the network becomes sure of what it learnt by heart: its logits go beyond the range of
    /// e.</summary>
    private static string Train<T>(Activation activation, OutputLayer layer, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, 64 * 6).Select(_ => (2 * random.NextSingle()) - 1)];
        float[] labels = [.. Enumerable.Range(0, 64).Select(_ => (float)random.Next(Math.Max(2, outputs)))];
        var start = ShallowNetwork<T>.Initialize(new NetworkShape(6, 5, activation, layer, outputs), WeightInitialization.Xavier, 3);

        TrainingResult<T> result = NetworkTrainer.Train(
            start,
            new TrainingSet(FeatureMatrix.FromRows<float>(values, 6), labels),
            new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Epochs = 80, NumberOfThreads = 1 });

        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(result.Network.CopyParameters().Values)));
    }
}
