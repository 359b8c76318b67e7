using System.Collections;
using Microsoft.ML.Data;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>The rows of one array, which takes no more memory than its numbers.</summary>
internal sealed class FlatRows(float[] values, int columns) : IReadOnlyList<VBuffer<float>>
{
    public int Count => values.Length / columns;

    public VBuffer<float> this[int row] => new(columns, values.AsSpan(row * columns, columns).ToArray());

    public IEnumerator<VBuffer<float>> GetEnumerator() => Enumerable.Range(0, Count).Select(row => this[row]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
