using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Sample.Tests.Benchmarks;

/// <summary>Measurements as the tests make them up.</summary>
internal static class Measured
{
    public static Measurement Classes(
        string set,
        string contestant,
        double logLoss,
        double accuracy = 0.8,
        int split = 0,
        SetKind kind = SetKind.Table,
        double seconds = 1,
        double auc = 0.9,
        double calibrationError = 0.01,
        double peak = 500)
        => new(
            set, kind, LearningTask.Binary, split, contestant, new(700, 300, 10), new(seconds, peak, 10),
            new(accuracy, logLoss, auc, calibrationError));

    public static Measurement Numbers(string set, string contestant, double rSquared, int split = 0)
        => new(
            set, SetKind.Table, LearningTask.Regression, split, contestant, new(700, 300, 10), new(1),
            new(RSquared: rSquared, AbsoluteError: 2));
}
