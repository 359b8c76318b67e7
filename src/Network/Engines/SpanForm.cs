using System.Numerics.Tensors;
using MlNetShallow.Kernels;

namespace MlNetShallow.Engines;

/// <summary>
/// The way into the span of the examples and back: W1 = s·W1₀ + C·X. Gradient descent, with or without momentum and L2, and
/// L-BFGS never leave it, as every gradient is dZ1·Xᵀ + λ W1; Adam, which scales each weight by itself, does. The arithmetic is
/// in double precision whatever the network's is: the matrices are small, and C·K loses digits that W1·X has.
/// </summary>
internal sealed class SpanForm
{
    private readonly NetworkParameters<double> _start;
    private readonly FeatureMatrix _features;
    private readonly VectorizedEngine<double> _ordinary;

    /// <summary>Forms the Gram matrix and the start's products with the examples.</summary>
    public SpanForm(NetworkParameters<double> start, FeatureMatrix features, int maximumBatch, VectorizedEngine<double> ordinary)
    {
        (_start, _features, _ordinary) = (start, features, ordinary);
        NetworkShape shape = start.Shape;
        int units = NetworkHead<double>.FirstLayerUnits(shape), inputs = shape.Inputs;
        var startSquares = new double[units];
        for (int unit = 0; unit < units; unit++)
            startSquares[unit] = TensorPrimitives.SumOfSquares<double>(start.Values.Slice(unit * inputs, inputs));

        Parameters = new(new NetworkShape(features.Rows + 1, shape.HiddenUnits, shape.Activation, shape.OutputLayer));
        for (int unit = 0; unit < units; unit++)
            Parameters.Values[(unit * (features.Rows + 1)) + features.Rows] = 1;
        start.Values[(units * inputs)..].CopyTo(Parameters.Values[(units * (features.Rows + 1))..]);

        Engine = new SpanEngine(
            Parameters.Shape, GramMatrix.Compute(features, ordinary.Threads), ordinary.Products(start, features),
            startSquares, maximumBatch);
    }

    /// <summary>The start, as coefficients: C = 0, s = 1.</summary>
    public NetworkParameters<double> Parameters { get; }

    public SpanEngine Engine { get; }

    /// <summary>
    /// Whether the span form is the cheaper one. In multiplications, an epoch of the ordinary form takes 4·n1·n0·m
    /// (Z1 and dW1), one of the span 2·n1·m² and, for short vectors and copies, as much again; the way in and out takes
    /// n0·m²/2 + 4·n1·n0·m once. The Gram matrix takes m² values.
    /// </summary>
    public static bool IsCheaper(NetworkShape shape, int rows, int epochs, long memoryLimit)
    {
        double m = rows, n0 = shape.Inputs, n1 = NetworkHead<double>.FirstLayerUnits(shape);
        double memory = m * VectorKernels<double>.PaddedLength(rows) * sizeof(double);
        double ordinary = epochs * 4 * n1 * n0 * m;
        double span = (epochs * 4 * n1 * m * m) + (n0 * m * m / 2) + (4 * n1 * n0 * m);
        return memory <= Math.Min(memoryLimit, Array.MaxLength) && span < ordinary;
    }

    /// <summary>The network that coefficients stand for.</summary>
    public NetworkParameters<double> ToOrdinary(NetworkParameters<double> coefficients)
    {
        var result = new NetworkParameters<double>(_start.Shape);
        int units = NetworkHead<double>.FirstLayerUnits(_start.Shape), inputs = _start.Shape.Inputs, row = _features.Rows + 1;
        var c = new double[units * _features.Rows];
        for (int unit = 0; unit < units; unit++)
            coefficients.Values.Slice(unit * row, _features.Rows).CopyTo(c.AsSpan(unit * _features.Rows));
        _ordinary.Combine(_start.Shape, _features, c, result);
        for (int unit = 0; unit < units; unit++)
        {
            Span<double> weights = result.Values.Slice(unit * inputs, inputs);
            double s = coefficients.Values[(unit * row) + _features.Rows];
            TensorPrimitives.MultiplyAdd(_start.Values.Slice(unit * inputs, inputs), s, weights, weights);
        }

        coefficients.Values[(units * row)..].CopyTo(result.Values[(units * inputs)..]);
        return result;
    }
}
