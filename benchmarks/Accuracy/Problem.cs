using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>What is to be learnt: the same numbers for every contestant.</summary>
/// <param name="Name">A name that is different for different numbers; it also names a folder.</param>
/// <param name="Task">What the labels are.</param>
/// <param name="Classes">K, for several classes; else 0.</param>
/// <param name="Train">What there is to learn from.</param>
/// <param name="Test">What the learnt is judged by.</param>
internal sealed record Problem(string Name, LearningTask Task, int Classes, Examples Train, Examples Test)
{
    public SetSize Size => new(Train.Rows, Test.Rows, Train.Columns);
}
