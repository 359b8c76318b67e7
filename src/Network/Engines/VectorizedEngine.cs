using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Numerics;

namespace MlNetShallow.Engines;

/// <summary>
/// The fast engine: vectorized, example by example, forward and backward pass fused so that an example's features are read
/// from memory once. In double precision it agrees with <see cref="ReferenceEngine"/> to the last digits.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, which is what applications use, or <see cref="double"/>.</typeparam>
public sealed class VectorizedEngine<T> : INetworkEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private VectorizedEngine()
    {
    }

    /// <summary>The engine; it holds no state.</summary>
    public static VectorizedEngine<T> Instance { get; } = new();

    /// <inheritdoc/>
    public void Forward(NetworkParameters<T> parameters, FeatureMatrix features, Span<T> logits)
    {
        EngineArguments.Check(parameters, features, logits);

        RowScorer<T> example = new(parameters);
        int outputs = parameters.Shape.Outputs;
        for (int row = 0; row < features.Rows; row++)
        {
            features.CopyRow(row, example.X);
            example.Forward(features.Scale, logits.Slice(row * outputs, outputs));
        }
    }

    /// <inheritdoc/>
    public double CostAndGradient(
        NetworkParameters<T> parameters,
        TrainingSet examples,
        ReadOnlySpan<int> batch,
        NetworkParameters<T> gradient)
    {
        EngineArguments.Check(parameters, examples, gradient);
        gradient.Values.Clear();
        double m = examples.TotalWeight(batch);
        if (m == 0)
            return 0;

        NetworkShape shape = parameters.Shape;
        RowScorer<T> example = new(parameters);
        Span<T> z2 = new T[shape.Outputs];
        Span<T> dZ1 = new T[shape.HiddenUnits];
        double cost = 0;
        foreach (int row in batch)
        {
            examples.Features.CopyRow(row, example.X);
            example.Forward(examples.Features.Scale, z2);

            double z = double.CreateTruncating(z2[0]), y = examples.Labels[row], weight = examples.Weight(row) / m;
            cost += weight * CrossEntropy.CostOfLogit(z, y);
            T dZ2 = T.CreateTruncating(weight * (CrossEntropy.Sigmoid(z) - y));

            gradient.B2[0] += dZ2;
            if (shape.HiddenUnits == 0)
            {
                AddOuterProduct([dZ2], example.X, examples.Features.Scale, gradient.W2);
                continue;
            }

            AddOuterProduct([dZ2], example.A1, 1, gradient.W2);
            TensorPrimitives.Multiply(parameters.W2, dZ2, dZ1);
            ActivationKernels.MultiplyByDerivative(shape.Activation, example.Z1, example.A1, dZ1);
            AddOuterProduct(dZ1, example.X, examples.Features.Scale, gradient.W1);
            TensorPrimitives.Add(gradient.B1, dZ1, gradient.B1);
        }

        return cost;
    }

    /// <summary>dW := dW + scale · d·xᵀ. d (n), x (k), dW (n, k) row by row.</summary>
    private static void AddOuterProduct(ReadOnlySpan<T> d, ReadOnlySpan<T> x, double scale, Span<T> dW)
    {
        for (int unit = 0; unit < d.Length; unit++)
        {
            T factor = d[unit] * T.CreateTruncating(scale);
            if (factor == T.Zero)
                continue;
            Span<T> row = dW.Slice(unit * x.Length, x.Length);
            TensorPrimitives.MultiplyAdd(x, factor, row, row);
        }
    }
}
