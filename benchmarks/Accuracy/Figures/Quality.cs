namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>How good predictions are; null is what the task or the model does not have.</summary>
/// <param name="Accuracy">The share of the rows whose class is right.</param>
/// <param name="LogLoss">The mean of −ln p of the right class, in nats.</param>
/// <param name="AreaUnderCurve">Of two classes: the probability that a row of class 1 has a larger score than one of class
/// 0.</param>
/// <param name="CalibrationError">See <see cref="CalibrationError"/>.</param>
/// <param name="RSquared">1 − squared error / squared deviation of the labels.</param>
/// <param name="AbsoluteError">The mean of |prediction − label|.</param>
internal sealed record Quality(
    double? Accuracy = null,
    double? LogLoss = null,
    double? AreaUnderCurve = null,
    double? CalibrationError = null,
    double? RSquared = null,
    double? AbsoluteError = null)
{
    /// <summary>What predictions lack: the log-loss or, of numbers, 1 − R².</summary>
    public double Error => LogLoss ?? 1 - RSquared!.Value;
}
