namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>How large a set is.</summary>
/// <param name="Training">The rows to learn from.</param>
/// <param name="Test">The rows to judge by.</param>
/// <param name="Columns">The features.</param>
internal sealed record SetSize(int Training, int Test, int Columns);
