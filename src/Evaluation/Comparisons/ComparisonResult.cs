using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>What a comparison gave.</summary>
/// <param name="Task">What was learnt.</param>
/// <param name="Folds">How many fits of each trainer were asked for.</param>
/// <param name="Entrants">The trainers.</param>
/// <param name="IsStopped">Whether it was stopped before its end.</param>
internal sealed record ComparisonResult(TableTask Task, int Folds, IReadOnlyList<EntrantResult> Entrants, bool IsStopped);
