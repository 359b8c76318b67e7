using System.Numerics.Tensors;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Preprocessing;

/// <summary>Gathers a <see cref="ValueSummary"/> of each feature over dense examples.</summary>
internal sealed class DenseSummaries
{
    private const int SliceLength = 512;

    private readonly Threads _threads;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly double[] _minima;
    private readonly double[] _maxima;
    private readonly double[] _nonZeros;
    private double _weight;

    public DenseSummaries(int columns, Threads threads)
    {
        (_threads, _means, _squares) = (threads, new double[columns], new double[columns]);
        (_minima, _maxima, _nonZeros) = (new double[columns], new double[columns], new double[columns]);
        _minima.AsSpan().Fill(double.PositiveInfinity);
        _maxima.AsSpan().Fill(double.NegativeInfinity);
    }

    public ValueSummary this[int column] => _weight == 0 ? ValueSummary.None : new(
        _weight, _means[column], _squares[column], _minima[column], _maxima[column], _nonZeros[column]);

    public void Add(TrainingSet examples)
    {
        // Each feature is one thread's, whatever the number of threads.
        int columns = _means.Length;
        _threads.For((columns + SliceLength - 1) / SliceLength, (long)examples.Rows * columns, slice =>
        {
            int start = slice * SliceLength, length = Math.Min(SliceLength, columns - start);
            Span<double> x = stackalloc double[length], change = stackalloc double[length];
            double weight = _weight;
            for (int row = 0; row < examples.Rows; row++)
            {
                double w = examples.Weight(row);
                if (w == 0)
                    continue;
                weight += w;
                examples.Features.CopyRow(row, start, x);
                TensorPrimitives.Multiply(x, examples.Features.Scale, x);
                Add(start, x, change, w, w / weight);
            }
        });
        for (int row = 0; row < examples.Rows; row++)
            _weight += examples.Weight(row);
    }

    private void Add(int start, Span<double> x, Span<double> change, double w, double share)
    {
        int length = x.Length;
        Span<double> means = _means.AsSpan(start, length), squares = _squares.AsSpan(start, length);
        Span<double> minima = _minima.AsSpan(start, length), maxima = _maxima.AsSpan(start, length);
        TensorPrimitives.Min(minima, x, minima);
        TensorPrimitives.Max(maxima, x, maxima);
        Span<double> nonZeros = _nonZeros.AsSpan(start, length);
        for (int i = 0; i < length; i++)
            nonZeros[i] += x[i] == 0 ? 0 : w;

        // West (1979): mean += w/W (x − mean), sum += w (x − old mean) (x − new mean). Of equal values the sum stays 0.
        TensorPrimitives.Subtract(x, means, change);
        TensorPrimitives.MultiplyAdd(change, share, means, means);
        TensorPrimitives.Subtract(x, means, x);
        TensorPrimitives.Multiply(x, w, x);
        TensorPrimitives.MultiplyAdd(x, change, squares, squares);
    }
}
