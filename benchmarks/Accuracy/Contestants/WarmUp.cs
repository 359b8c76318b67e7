using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Accuracy.Contestants;

/// <summary>A small problem of the same task and kind of features as another, which takes the same paths.</summary>
internal static class WarmUp
{
    private const int Rows = 150;
    private const int Classes = 3;

    public static Problem Like(Problem problem)
    {
        Examples train = problem.Train is Examples<byte>
            ? Draw(value => (byte)(value * byte.MaxValue), isSparse: false)
            : Draw(value => (float)value, problem.Train.StartsWithSparseRow);
        return new("warm-up", problem.Task, problem.Task == LearningTask.Multiclass ? Classes : 0, train, train);

        Examples<TElement> Draw<TElement>(Func<double, TElement> convert, bool isSparse)
            where TElement : unmanaged
        {
            var random = new Random(1);
            float[] labels =
                [.. Enumerable.Range(0, Rows).Select(row => (float)(row % (problem.Task == LearningTask.Binary ? 2 : Classes)))];
            return new([.. labels.Select(Row)], labels);

            // They tell the label: LightGBM's models that have nothing to split cannot be made.
            VBuffer<TElement> Row(float label)
            {
                TElement[] values = [.. Enumerable.Range(0, 6).Select(_ => convert((label + random.NextDouble()) / Classes))];
                return isSparse ? new(60, 6, values, [0, 10, 20, 30, 40, 50]) : new(6, values);
            }
        }
    }
}
