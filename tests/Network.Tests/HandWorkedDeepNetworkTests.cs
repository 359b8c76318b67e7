using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests;

/// <summary>
/// A 2-2-2-1 network with ReLU units, worked out by hand. Its last bias ln 3 makes ŷ = 3/4 where the units of the second hidden
/// layer cancel, so that every number is a fraction.
/// <code>
/// W1 = [1 −1; 2 1], b1 = (0, −1), W2 = [1 1; 3 −1], b2 = (−1, −1), W3 = (2, −2), b3 = ln 3
/// x¹ = (1, 0), y = 1:  z1 = ( 1, 1), a1 = (1, 1), z2 = ( 1,  1), a2 = (1, 1), z3 = 2 − 2 + ln 3, ŷ = 3/4, dz3 = −1/4
/// x² = (0, 1), y = 0:  z1 = (−1, 0), a1 = (0, 0), z2 = (−1, −1), a2 = (0, 0), z3 = ln 3,         ŷ = 3/4, dz3 =  3/4
/// J   = ½ (−ln 3/4 − ln 1/4) = ½ ln 16/3
/// dW3 = ½ (−1/4 (1, 1)) = (−1/8, −1/8),  db3 = ½ (−1/4 + 3/4) = 1/4
/// dz2 = (2, −2) dz3 * g':  x¹ (−1/2, 1/2),  x² (0, 0)
/// dW2 = ½ [−1/2 −1/2; 1/2 1/2] = [−1/4 −1/4; 1/4 1/4],  db2 = (−1/4, 1/4)
/// dz1 = W2ᵀ dz2 * g':  x¹ (−1/2 + 3/2, −1/2 − 1/2) = (1, −1),  x² (0, 0)
/// dW1 = ½ [1 0; −1 0] = [1/2 0; −1/2 0],  db1 = (1/2, −1/2)
/// </code>
/// </summary>
public class HandWorkedDeepNetworkTests
{
    private static readonly double Ln3 = Math.Log(3);

    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void Forward(string engine)
    {
        var logits = new double[2];

        Engine.Named(engine).Forward(Network().CopyParameters(), Examples().Features, logits);

        Assert.Equal([Ln3, Ln3], logits);
    }

    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void CostAndEveryGradient(string engine)
    {
        var gradient = new NetworkParameters<double>(Network().Shape);

        double cost = Engine.Named(engine).CostAndGradient(Network().CopyParameters(), Examples(), [0, 1], gradient);

        Assert.Equal(Math.Log(16.0 / 3) / 2, cost, 1e-15);
        AssertWithin([0.5, 0, -0.5, 0], gradient.W(1), 1e-15);
        AssertWithin([0.5, -0.5], gradient.B(1), 1e-15);
        AssertWithin([-0.25, -0.25, 0.25, 0.25], gradient.W(2), 1e-15);
        AssertWithin([-0.25, 0.25], gradient.B(2), 1e-15);
        AssertWithin([-0.125, -0.125], gradient.W(3), 1e-15);
        AssertWithin([0.25], gradient.B(3), 1e-15);
    }

    // W := W − 0.4 (dW + 0.5 W), b := b − 0.4 db.
    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void AStepWithAPenaltyOnAllWeights(string engine)
    {
        var options = new TrainingOptions { LearningRate = 0.4, Epochs = 1, L2Regularization = 0.5 };

        var trained = NetworkTrainer.Train(Network(), Examples(), options, Engine.Named(engine)).Network;

        AssertWithin([0.6, -0.8, 1.8, 0.8], trained.W(1), 1e-15);
        AssertWithin([-0.2, -0.8], trained.B(1), 1e-15);
        AssertWithin([0.9, 0.9, 2.3, -0.9], trained.W(2), 1e-15);
        AssertWithin([-0.9, -1.1], trained.B(2), 1e-15);
        AssertWithin([1.65, -1.55], trained.W(3), 1e-15);
        AssertWithin([Ln3 - 0.1], trained.B(3), 1e-15);
    }

    private static ShallowNetwork<double> Network()
    {
        var parameters = new NetworkParameters<double>(new NetworkShape(2, [2, 2], Activation.Relu));
        ((double[])[1, -1, 2, 1, 0, -1, 1, 1, 3, -1, -1, -1, 2, -2, Ln3]).CopyTo(parameters.Values);
        return new ShallowNetwork<double>(parameters);
    }

    private static TrainingSet Examples() => new(FeatureMatrix.FromRows<double>([1, 0, 0, 1], 2), [1, 0]);
}
