using System.Globalization;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>
/// scikit-learn, in a Python process for each set that reads problems from files and writes what it predicts
/// (accuracy_peers.py). It is started when the first is asked for.
/// </summary>
internal sealed class ScikitLearn : IDisposable
{
    /// <summary>Sparse features of fewer columns are handed over dense.</summary>
    private const int MostDenseColumns = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("accuracy-").FullName;
    private readonly string _program;
    private PythonPeer? _python;

    public ScikitLearn(string program)
    {
        _program = program;
        All =
        [
            Make("sk-mlp", (_, _) => true),
            Make("sk-linear", (_, _) => true),
            Make("sk-forest", (_, _) => true),
            // Histograms are of dense features; on 12,288 columns it takes minutes a fit.
            Make("sk-boosting", (kind, problem) => kind != SetKind.Picture && problem.Train.Columns <= MostDenseColumns),
        ];
    }

    public Contestant[] All { get; }

    public void Dispose()
    {
        _python?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Contestant Make(string name, Func<SetKind, Problem, bool> takesPart) => new(
        name,
        (kind, problem) => kind != SetKind.Large && takesPart(kind, problem),
        (_, problem, seed) => Compete(name, problem, seed));

    /// <exception cref="InvalidOperationException">There is no scikit-learn, or the fit failed.</exception>
    private (Cost Cost, Predictions Predictions) Compete(string model, Problem problem, int seed)
    {
        _python ??= PythonPeer.TryStart(_program, "accuracy_peers.py", "scikit-learn or NumPy", out string? whyMissing)
            ?? throw new InvalidOperationException(whyMissing);
        string path = Path.Combine(_folder, problem.Name);
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            problem.Train.Write(Path.Combine(path, "train"));
            problem.Test.Write(Path.Combine(path, "test"));
        }

        string predictions = Path.Combine(path, $"{model}.npy");
        string answer = _python.Ask($"{model}\t{problem.Task}\t{path}\t{seed}\t{MostDenseColumns}\t{predictions}");
        double[] cost = [.. answer.Split('\t').Select(Number)];
        if (cost.Length != 3 || double.IsNaN(cost[0]))
            throw new InvalidOperationException(answer);
        double[] values = NumpyFile.ReadDoubles(predictions, problem.Test.Rows * Math.Max(1, problem.Classes));
        return (
            double.IsNaN(cost[1]) ? new(cost[0]) : new(cost[0], cost[1], cost[2]),
            problem.Task == LearningTask.Regression ? new(values) : Predictions.OfProbabilities(values));
    }

    private static double Number(string text)
        => double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
