using System.Globalization;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons.Tables;

/// <summary>A column of a comparison.</summary>
/// <param name="Name">Its name in a .tsv file.</param>
/// <param name="Heading">Its name where somebody reads.</param>
/// <param name="Value">What it tells of a fit; null for nothing.</param>
/// <param name="Format">A number as text.</param>
internal sealed record Figure(string Name, string Heading, Func<FitResult, double?> Value, Func<double, string> Format)
{
    private const string LogLoss = "log_loss";

    /// <summary>Whether less of it is better.</summary>
    public bool IsCost { get; init; }

    /// <summary>The columns of a task; the first says which trainer is the best.</summary>
    /// <param name="task">The task.</param>
    /// <param name="loss">Of numbers, the loss that they are measured by; null for the squared error.</param>
    public static Figure[] Of(TableTask task, RegressionLoss? loss = null)
    {
        Figure[] metrics = task switch
        {
            TableTask.Binary =>
                [Metric("accuracy", "accuracy"), Metric("auc", "AUC"), Metric("f1", "F1"), Metric(LogLoss, "log-loss, bits")],
            TableTask.Multiclass =>
            [
                Metric("accuracy", "accuracy"),
                Metric("macro_accuracy", "macro accuracy"),
                Metric(LogLoss, "log-loss, nats"),
            ],
            _ => OfNumbers(loss ?? RegressionLoss.Squared),
        };
        return
        [
            .. metrics,
            new("seconds_to_fit", "fit, s", fit => fit.SecondsToFit, Significant),
            new("rows_per_second", "rows/s", fit => fit.RowsPerSecond, Significant),
            new("model_bytes", "model, kB", fit => fit.ModelBytes, bytes => Significant(bytes / 1000)),
        ];
    }

    /// <summary>The log-loss; null where a model gives no probabilities.</summary>
    public static double? LogLossOf(FitResult fit) => fit.Metrics.Find(LogLoss);

    private static Figure[] OfNumbers(RegressionLoss loss)
    {
        Figure[] errors = [Metric("root_mean_squared_error", "RMSE"), Metric("mean_absolute_error", "MAE") with { IsCost = true }];
        Figure rSquared = Metric("r_squared", "R²"), dSquared = Metric("d_squared", "D²");
        if (loss == RegressionLoss.Squared)
            return [rSquared, .. errors];
        if (loss == RegressionLoss.Poisson)
            return [Metric("mean_poisson_deviance", "deviance") with { IsCost = true }, dSquared, rSquared, .. errors];
        if (loss == RegressionLoss.Gamma)
            return [Metric("mean_gamma_deviance", "deviance") with { IsCost = true }, dSquared, rSquared, .. errors];
        if (loss.Levels.Count == 0)
            return [errors[1], errors[0], rSquared];
        Figure pinball = Metric("mean_pinball_loss", "pinball loss") with { IsCost = true };
        return loss.Levels.Count == 1
            ? [pinball, dSquared, .. errors] : [pinball, Metric("coverage", "coverage"), dSquared, .. errors];
    }

    private static Figure Metric(string name, string heading) => new(name, heading, fit => fit.Metrics.Find(name), Digits);

    private static string Digits(double value) => double.IsPositiveInfinity(value)
        ? "∞"
        : Math.Abs(value) < 100 ? value.ToString("0.0000", CultureInfo.InvariantCulture) : Significant(value);

    /// <summary>Three digits that count, and never an exponent.</summary>
    private static string Significant(double value)
    {
        if (value == 0)
            return "0";
        int decimals = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return decimals >= 0
            ? value.ToString($"F{decimals}", CultureInfo.InvariantCulture)
            : (Math.Round(value * Math.Pow(10, decimals)) / Math.Pow(10, decimals)).ToString("0", CultureInfo.InvariantCulture);
    }
}
