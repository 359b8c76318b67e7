using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>Who learns a problem.</summary>
/// <param name="Name">The short name, one of <see cref="ContestantNames"/>.</param>
/// <param name="TakesPart">Whether it is measured on a problem of a kind of set.</param>
/// <param name="Compete">Learns the training part with a seed and predicts the test part.</param>
internal sealed record Contestant(
    string Name,
    Func<SetKind, Problem, bool> TakesPart,
    Func<SetKind, Problem, int, (Cost Cost, Predictions Predictions)> Compete);
