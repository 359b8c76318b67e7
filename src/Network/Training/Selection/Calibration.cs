using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics.RootFinding;

namespace MlNetShallow.Training.Selection;

/// <summary>
/// z := z / T for the logits of a classification: temperature scaling (Guo, Pleiss, Sun and Weinberger 2017). The predicted
/// classes stay, the probabilities become those that examples not seen bear out. It folds into the last layer, W2 := W2 / T
/// and b2 := b2 / T.
/// </summary>
/// <param name="Temperature">T, above 0; above 1 it makes probabilities less sure.</param>
internal sealed record Calibration(double Temperature)
{
    /// <summary>The least temperature: where all examples are told right, the least cost is at 0, in blind trust.</summary>
    private const double Least = 0.5;

    private const double Most = 10;

    /// <summary>Finds the temperature of 0.5 … 10 of the lowest mean cost, which is convex in β = 1/T.</summary>
    /// <param name="slope">The derivative of the mean cost by β, at a calibration.</param>
    public static Calibration Fit(Func<Calibration, double> slope)
    {
        double Slope(double beta) => slope(new Calibration(1 / beta));
        const double Low = 1 / Most, High = 1 / Least;
        double beta = Slope(Low) >= 0 ? Low : Slope(High) <= 0 ? High : Brent.FindRoot(Slope, Low, High, 1e-8);
        return new Calibration(1 / beta);
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
