using MlNetShallow.Engines;
using MlNetShallow.Training;
using static MlNetShallow.Network.Tests.Closeness;

namespace MlNetShallow.Network.Tests;

/// <summary>
/// A 2-2-1 network with ReLU units, worked out by hand. Its bias b2 = ln 3 makes ŷ = 3/4 where the hidden units cancel, so
/// that every number is a fraction; one hidden unit stands exactly at z = 0, where the notes take ReLU' = 1.
/// <code>
/// W1 = [1 −1; 2 1], b1 = (0, −1), W2 = (2, −2), b2 = ln 3
/// x¹ = (1, 0), y = 1:  z1 = ( 1, 1), a1 = (1, 1), z2 = 2 − 2 + ln 3, ŷ = 3/4, dz2 = −1/4
/// x² = (0, 1), y = 0:  z1 = (−1, 0), a1 = (0, 0), z2 = ln 3,         ŷ = 3/4, dz2 =  3/4
/// J   = ½ (−ln 3/4 − ln 1/4) = ½ ln 16/3
/// dW2 = ½ (−1/4 (1, 1) + 3/4 (0, 0)) = (−1/8, −1/8),  db2 = ½ (−1/4 + 3/4) = 1/4
/// dz1 = (2, −2) dz2 * g':  x¹ (−1/2, 1/2),  x² (0, −3/2)
/// dW1 = ½ (x¹: [−1/2 0; 1/2 0], x²: [0 0; 0 −3/2]) = [−1/4 0; 1/4 −3/4],  db1 = ½ (−1/2, −1) = (−1/4, −1/2)
/// </code>
/// </summary>
public class HandWorkedNetworkTests
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
        AssertClose([-0.25, 0, 0.25, -0.75], gradient.W1);
        AssertClose([-0.25, -0.5], gradient.B1);
        AssertClose([-0.125, -0.125], gradient.W2);
        AssertClose([0.25], gradient.B2);
    }

    /// <summary>
    /// The same first layer under three classes. W2 = [1 −1; 2 −2; −1 1] cancels too, so b2 = (ln 2, ln 3, ln 5) gives
    /// ŷ = (2, 3, 5) / 10 for both examples.
    /// <code>
    /// x¹, class 1: dz2 = (2, −7, 5) / 10,  W2ᵀ dz2 = (−17, 17) / 10, dz1 = (−17, 17) / 10
    /// x², class 2: dz2 = (2, 3, −5) / 10,  W2ᵀ dz2 = (13, −13) / 10, dz1 = (0, −13) / 10
    /// J   = ½ (−ln 3/10 − ln 5/10) = ½ ln 20/3
    /// dW2 = ½ dz2¹ (1, 1),  db2 = ½ (4, −4, 0) / 10,  dW1 = ½ [−17 0; 17 −13] / 10,  db1 = ½ (−17, 4) / 10
    /// </code>
    /// </summary>
    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void Softmax(string engine)
    {
        var parameters = new NetworkParameters<double>(new(2, 2, Activation.Relu, OutputLayer.SoftmaxCrossEntropy, outputs: 3));
        ((double[])[1, -1, 2, 1, 0, -1, 1, -1, 2, -2, -1, 1, Math.Log(2), Ln3, Math.Log(5)]).CopyTo(parameters.Values);
        var gradient = new NetworkParameters<double>(parameters.Shape);
        var logits = new double[6];

        Engine.Named(engine).Forward(parameters, Examples().Features, logits);
        double cost = Engine.Named(engine).CostAndGradient(
            parameters, new TrainingSet(Examples().Features, [1, 2]), [0, 1], gradient);

        AssertClose([Math.Log(2), Ln3, Math.Log(5), Math.Log(2), Ln3, Math.Log(5)], logits);
        Assert.Equal(Math.Log(20.0 / 3) / 2, cost, 1e-15);
        AssertClose([-0.85, 0, 0.85, -0.65], gradient.W1);
        AssertClose([-0.85, 0.2], gradient.B1);
        AssertClose([0.1, 0.1, -0.35, -0.35, 0.25, 0.25], gradient.W2);
        AssertClose([0.2, -0.2, 0], gradient.B2);
    }

    /// <summary>
    /// The same first layer and W2 under the identity, with b2 = 3: ŷ = 3 for both examples; y = (1, 5).
    /// <code>
    /// dz2 = (2, −2),  J = ½ (½ 2² + ½ 2²) = 2,  dW2 = ½ (2 (1, 1) − 2 (0, 0)) = (1, 1),  db2 = 0
    /// dz1 = (2, −2) dz2 * g':  x¹ (4, −4),  x² (0, 4);  dW1 = ½ [4 0; −4 4],  db1 = ½ (4, 0)
    /// </code>
    /// </summary>
    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void SquaredError(string engine)
    {
        var parameters = new NetworkParameters<double>(new(2, 2, Activation.Relu, OutputLayer.IdentitySquaredError));
        ((double[])[1, -1, 2, 1, 0, -1, 2, -2, 3]).CopyTo(parameters.Values);
        var gradient = new NetworkParameters<double>(parameters.Shape);

        double cost = Engine.Named(engine).CostAndGradient(
            parameters, new TrainingSet(Examples().Features, [1, 5]), [0, 1], gradient);

        Assert.Equal(2, cost, 1e-15);
        AssertClose([2, 0, -2, 2], gradient.W1);
        AssertClose([2, 0], gradient.B1);
        AssertClose([1, 1], gradient.W2);
        AssertClose([0], gradient.B2);
    }

    /// <summary>
    /// The same first layer under two targets. W2 = [2 −2; 1 −1] cancels too, so b2 = (3, 1) gives ŷ = (3, 1) for both examples;
    /// y¹ = (1, 5), y² = (5, −1).
    /// <code>
    /// ŷ − y: x¹ (2, −4), x² (−2, 2), half of it dz2, as the cost is the mean of two
    /// J   = ½ (½ (½ 2² + ½ 4²) + ½ (½ 2² + ½ 2²)) = 3.5
    /// dW2 = ½ dz2¹ (1, 1) = (½, −1) (1, 1),  db2 = ½ (0, −1)
    /// W2ᵀ dz2: x¹ (2 − 2, −2 + 2) = (0, 0), x² (−2 + 1, 2 − 1) = (−1, 1);  dz1: x¹ (0, 0), x² (0, 1)
    /// dW1 = ½ [0 0; 0 1],  db1 = ½ (0, 1)
    /// </code>
    /// </summary>
    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void TwoTargets(string engine)
    {
        var parameters = new NetworkParameters<double>(new(2, 2, Activation.Relu, OutputLayer.Targets, outputs: 2));
        ((double[])[1, -1, 2, 1, 0, -1, 2, -2, 1, -1, 3, 1]).CopyTo(parameters.Values);
        var gradient = new NetworkParameters<double>(parameters.Shape);

        double cost = Engine.Named(engine).CostAndGradient(
            parameters, TrainingSet.OfSeveralLabels(Examples().Features, [1, 5, 5, -1], 2), [0, 1], gradient);

        Assert.Equal(3.5, cost, 1e-15);
        AssertClose([0, 0, 0, 0.5], gradient.W1);
        AssertClose([0, 0.5], gradient.B1);
        AssertClose([0.5, 0.5, -1, -1], gradient.W2);
        AssertClose([0, -0.5], gradient.B2);
    }

    /// <summary>
    /// The same first layer and W2 under two labels, with b2 = (ln 3, 0): ŷ = (3/4, 1/2) for both examples; y¹ = (1, 0),
    /// y² = (0, 1).
    /// <code>
    /// ŷ − y: x¹ (−1/4, 1/2), x² (3/4, −1/2), half of it dz2
    /// J   = ½ (½ (−ln 3/4 − ln 1/2) + ½ (−ln 1/4 − ln 1/2)) = ¼ ln 64/3
    /// dW2 = ½ dz2¹ (1, 1) = (−1/16, 1/8) (1, 1),  db2 = ½ (1/4, 0)
    /// W2ᵀ dz2: x¹ (−1/4 + 1/4, 1/4 − 1/4) = (0, 0), x² (3/4 − 1/4, −3/4 + 1/4) = (1/2, −1/2);  dz1: x¹ (0, 0), x² (0, −1/2)
    /// dW1 = ½ [0 0; 0 −1/2],  db1 = ½ (0, −1/2)
    /// </code>
    /// </summary>
    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void TwoLabels(string engine)
    {
        var parameters = new NetworkParameters<double>(new(2, 2, Activation.Relu, OutputLayer.Labels, outputs: 2));
        ((double[])[1, -1, 2, 1, 0, -1, 2, -2, 1, -1, Ln3, 0]).CopyTo(parameters.Values);
        var gradient = new NetworkParameters<double>(parameters.Shape);

        double cost = Engine.Named(engine).CostAndGradient(
            parameters, TrainingSet.OfSeveralLabels(Examples().Features, [1, 0, 0, 1], 2), [0, 1], gradient);

        Assert.Equal(Math.Log(64.0 / 3) / 4, cost, 1e-15);
        AssertClose([0, 0, 0, -0.25], gradient.W1);
        AssertClose([0, -0.25], gradient.B1);
        AssertClose([-0.0625, -0.0625, 0.125, 0.125], gradient.W2);
        AssertClose([0.125, 0], gradient.B2);
    }

    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void OneStep(string engine)
    {
        var options = new TrainingOptions { LearningRate = 0.4, Epochs = 1 };

        var trained = NetworkTrainer.Train(Network(), Examples(), options, Engine.Named(engine));

        AssertClose([1.1, -1, 1.9, 1.3], trained.Network.W1);
        AssertClose([0.1, -0.8], trained.Network.B1);
        AssertClose([2.05, -1.95], trained.Network.W2);
        AssertClose([Ln3 - 0.1], trained.Network.B2);
        Assert.Equal(Math.Log(16.0 / 3) / 2, Assert.Single(trained.CostHistory), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Engine.Both), MemberType = typeof(Engine))]
    public void WithoutHiddenUnitsItIsLogisticRegression(string engine)
    {
        // w = (0, 0), b = 0: ŷ = ½ everywhere, J = ln 2, dw = ½ (−½ x¹ + ½ x²), db = ½ (−½ + ½).
        var start = ShallowNetwork<double>.Initialize(new NetworkShape(2, 0), WeightInitialization.Normal, seed: 3);
        var gradient = new NetworkParameters<double>(start.Shape);

        double cost = Engine.Named(engine).CostAndGradient(start.CopyParameters(), Examples(), [0, 1], gradient);

        Assert.Equal(Math.Log(2), cost, 1e-15);
        AssertClose([-0.25, 0.25], gradient.W2);
        AssertClose([0], gradient.B2);
    }

    private static ShallowNetwork<double> Network()
    {
        var parameters = new NetworkParameters<double>(new NetworkShape(2, 2, Activation.Relu));
        ((double[])[1, -1, 2, 1, 0, -1, 2, -2, Ln3]).CopyTo(parameters.Values);
        return new ShallowNetwork<double>(parameters);
    }

    private static TrainingSet Examples() => new(FeatureMatrix.FromRows<double>([1, 0, 0, 1], 2), [1, 0]);

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual)
        => AssertWithin(expected, actual, 1e-15);
}
