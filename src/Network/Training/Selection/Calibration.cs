using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics.Optimization;

namespace MlNetShallow.Training.Selection;

/// <summary>
/// z := z / T for the logits of a classification: temperature scaling (Guo, Pleiss, Sun and Weinberger 2017). The predicted
/// classes stay, the probabilities become those that examples not seen bear out. It folds into the last layer, W2 := W2 / T
/// and b2 := b2 / T.
/// </summary>
/// <param name="Temperature">T, above 0; above 1 it makes probabilities less sure.</param>
internal sealed record Calibration(double Temperature)
{
    private static readonly double Widest = Math.Log(20);

    /// <summary>Finds the temperature of 1/20 … 20 of the lowest mean cost, which is convex in 1/T.</summary>
    /// <param name="cost">The mean cost with a calibration.</param>
    public static Calibration Fit(Func<Calibration, double> cost)
    {
        double Cost(double logarithm) => cost(new Calibration(Math.Exp(Math.Clamp(logarithm, -Widest, Widest))));
        double found = GoldenSectionMinimizer.Minimum(
            ObjectiveFunction.ScalarValue(Cost), -Widest, Widest, xTolerance: 1e-3, maxExpansionSteps: 0).MinimizingPoint;
        return new Calibration(Math.Exp(found));
    }

    /// <summary>Calibrates the logits of an example.</summary>
    public void Apply(Span<double> logits) => TensorPrimitives.Divide(logits, Temperature, logits);

    /// <summary>Turns weights into those of the network whose logits are calibrated.</summary>
    public void Fold<T>(NetworkParameters<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T factor = T.CreateTruncating(1 / Temperature);
        TensorPrimitives.Multiply(parameters.W2, factor, parameters.W2);
        TensorPrimitives.Multiply(parameters.B2, factor, parameters.B2);
    }
}
