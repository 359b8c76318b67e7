namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>
/// scikit-learn, in one Python process that reads problems from files and writes what it predicts (accuracy_peers.py).
/// </summary>
internal sealed class ScikitLearn : IDisposable
{
    private readonly string _folder;
    private readonly PythonPeer _python;

    private ScikitLearn(PythonPeer python, string folder) => (_python, _folder) = (python, folder);

    /// <summary>What the process says that it is.</summary>
    public string Versions => _python.Versions;

    /// <summary>Starts Python; null, and why, where that fails or it lacks scikit-learn.</summary>
    public static ScikitLearn? TryStart(string python, string folder, out string? whyMissing)
        => PythonPeer.TryStart(python, "accuracy_peers.py", "scikit-learn or NumPy", out whyMissing) is { } peer
            ? new(peer, folder)
            : null;

    public Contestant[] For(LearningTask task) =>
    [
        new(Contestant.Peer, (problem, seed) => Compete("network", problem, seed)),
        new(task == LearningTask.Regression ? "scikit-learn LinearRegression" : "scikit-learn LogisticRegression",
            (problem, seed) => Compete("linear", problem, seed)),
    ];

    public void Dispose() => _python.Dispose();

    private (double SecondsToFit, Predictions Predictions) Compete(string model, Problem problem, int seed)
    {
        string path = Path.Combine(_folder, problem.Name);
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            problem.Train.Write(Path.Combine(path, "train"));
            problem.Test.Write(Path.Combine(path, "test"));
        }

        string predictions = Path.Combine(path, $"{model}.npy");
        double seconds = _python.Run($"{model}\t{problem.Task}\t{path}\t{seed}\t{predictions}");
        double[] values = NumpyFile.ReadDoubles(predictions, problem.Test.Rows * Math.Max(1, problem.Classes));
        return (seconds, problem.Task == LearningTask.Regression ? new(values) : Predictions.OfProbabilities(values));
    }
}
