namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>Who learns a problem.</summary>
/// <param name="Name">The name in the tables; see <see cref="Ours"/> and <see cref="Peer"/>.</param>
/// <param name="Compete">Learns the training part with a seed and predicts the test part; says how long the first took.</param>
internal sealed record Contestant(string Name, Func<Problem, int, (double SecondsToFit, Predictions Predictions)> Compete)
{
    /// <summary>The one that a floor is asked of: our trainer as it comes.</summary>
    public const string Ours = "ShallowNetwork";

    /// <summary>The one that it is measured by: scikit-learn's network as it comes.</summary>
    public const string Peer = "scikit-learn MLP";
}
