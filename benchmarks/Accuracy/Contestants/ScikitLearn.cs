using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>
/// scikit-learn, in one Python process that reads problems from files and writes what it predicts (accuracy_peers.py).
/// </summary>
internal sealed class ScikitLearn : IDisposable
{
    private readonly string _folder;
    private readonly Process _python;

    private ScikitLearn(Process python, string folder) => (_python, _folder) = (python, folder);

    /// <summary>Starts Python; null, and why, where that fails or it lacks scikit-learn.</summary>
    public static ScikitLearn? TryStart(string python, string folder, out string? whyMissing)
    {
        string script = Path.Combine(ThisFolder(), "..", "..", "accuracy_peers.py");
        var start = new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            Process process = Process.Start(start)!;
            string? greeting = process.StandardOutput.ReadLine();
            whyMissing = greeting is null ? $"{python} has no scikit-learn or no NumPy" : null;
            if (greeting is not null)
                return new(process, folder) { Version = greeting };
            process.Dispose();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            whyMissing = error.Message;
        }

        return null;
    }

    /// <summary>What the process says that it is.</summary>
    public required string Version { get; init; }

    public Contestant[] For(LearningTask task) =>
    [
        new(Contestant.Peer, (problem, seed) => Compete("network", problem, seed)),
        new(task == LearningTask.Regression ? "scikit-learn LinearRegression" : "scikit-learn LogisticRegression",
            (problem, seed) => Compete("linear", problem, seed)),
    ];

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

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
        _python.StandardInput.WriteLine($"{model}\t{problem.Task}\t{path}\t{seed}\t{predictions}");
        _python.StandardInput.Flush();
        string answer = _python.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Python has ended");
        if (!double.TryParse(answer, CultureInfo.InvariantCulture, out double seconds))
            throw new InvalidOperationException(answer);

        double[] values = NumpyFile.ReadDoubles(predictions, problem.Test.Rows * Math.Max(1, problem.Classes));
        return (seconds, problem.Task == LearningTask.Regression ? new(values) : Predictions.OfProbabilities(values));
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
