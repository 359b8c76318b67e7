using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics;
using MathNet.Numerics.Optimization;

namespace MlNetShallow.Training.Selection;

/// <summary>
/// z := z / T for the logits of a classification: temperature scaling (Guo, Pleiss, Sun and Weinberger 2017). The predicted
/// classes stay, the probabilities become those that examples not seen bear out. It folds into the last layer, W[L] := W[L] / T
/// and b[L] := b[L] / T.
/// </summary>
/// <param name="Temperature">T, above 0; above 1 it makes probabilities less sure.</param>
internal sealed record Calibration(double Temperature)
{
    /// <summary>The least temperature: where all examples are told right, the least cost is at 0, in blind trust.</summary>
    private const double Least = 0.5;

    private const double Most = 10;

    /// <summary>Temperatures that are tried first, one to the next by a factor of 1.28.</summary>
    private static readonly double[] Logarithms = Generate.LinearSpaced(13, Math.Log(Least), Math.Log(Most));

    /// <summary>The accuracy of a temperature, as a part of it.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Finds the temperature of 0.5 … 10 of the lowest cost.</summary>
    /// <param name="cost">The cost at a calibration.</param>
    public static Calibration Fit(Func<Calibration, double> cost)
    {
        double[] costs = Array.ConvertAll(Logarithms, CostAt);
        int lowest = Array.IndexOf(costs, costs.Min());
        if (lowest == 0 || lowest == costs.Length - 1)
            return At(Logarithms[lowest]);
        ScalarMinimizationResult found = GoldenSectionMinimizer.Minimum(
            ObjectiveFunction.ScalarValue(CostAt), Logarithms[lowest - 1], Logarithms[lowest + 1], Tolerance);
        return At(found.MinimizingPoint);

        double CostAt(double logarithm) => cost(At(logarithm));

        static Calibration At(double logarithm) => new(Math.Exp(logarithm));
    }

    /// <summary>Calibrates the logits of an example.</summary>
    public void Apply(Span<double> logits) => TensorPrimitives.Divide(logits, Temperature, logits);

    /// <summary>Turns weights into those of the network whose logits are calibrated.</summary>
    public void Fold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T factor = T.CreateTruncating(1 / Temperature);
        TensorPrimitives.Multiply(parameters.OutputWeights, factor, parameters.OutputWeights);
        TensorPrimitives.Multiply(parameters.OutputBiases, factor, parameters.OutputBiases);
    }
}
