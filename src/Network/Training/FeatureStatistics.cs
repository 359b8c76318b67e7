using System.Numerics.Tensors;
using MlNetShallow.Engines;

namespace MlNetShallow.Training;

/// <summary>
/// What <see cref="FeatureScaling"/> has to know of each feature, gathered in one pass over the examples. Whether features are
/// centred hangs on the first block: those of a sparse one are not.
/// </summary>
internal sealed class FeatureStatistics(FeatureScaling scaling, int columns, Threads threads)
{
    private const int SliceLength = 512;

    /// <summary>Below this, a range or a deviation is taken for 0: single precision could not hold its inverse.</summary>
    private const double Smallest = 1e-30;

    // Of MinMax minimum and maximum; of MeanVariance the mean and the sum of w (x − mean)². Sparse: max |x|, or Σ w x².
    private readonly double[] _first = new double[columns];
    private readonly double[] _second = new double[columns];
    private double _weights;
    private bool? _isSparse;

    /// <summary>Takes a block of examples.</summary>
    public void Add(TrainingSet examples)
    {
        bool isFirst = _isSparse is null;
        _isSparse ??= examples.Features is SparseFeatureMatrix;
        if (isFirst && scaling == FeatureScaling.MinMax && _isSparse == false)
        {
            _first.AsSpan().Fill(double.PositiveInfinity);
            _second.AsSpan().Fill(double.NegativeInfinity);
        }

        if (_isSparse == true && examples.Features is SparseFeatureMatrix sparse)
            AddSparse(examples, sparse);
        else
            AddDense(examples);
    }

    /// <summary>The scaling that follows from the examples so far.</summary>
    public FeatureTransform ToTransform()
    {
        double[] offset = new double[columns], factor = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double width = (scaling, _isSparse) switch
            {
                (FeatureScaling.MinMax, false) => _second[column] - _first[column],
                (FeatureScaling.MinMax, _) => _first[column],
                _ => Math.Sqrt(_second[column] / _weights),
            };
            offset[column] = _isSparse == true ? 0 : _first[column];
            factor[column] = width < Smallest ? 0 : 1 / width;
        }

        return new FeatureTransform(offset, factor);
    }

    private void AddSparse(TrainingSet examples, SparseFeatureMatrix features)
    {
        for (int row = 0; row < examples.Rows; row++)
        {
            double w = examples.Weight(row);
            if (w == 0)
                continue;
            _weights += w;
            ReadOnlySpan<int> indices = features.Indices(row);
            ReadOnlySpan<float> values = features.Values(row);
            for (int i = 0; i < indices.Length; i++)
                AddUncentred(indices[i], values[i], w);
        }
    }

    private void AddUncentred(int column, double x, double w)
    {
        if (scaling == FeatureScaling.MinMax)
            _first[column] = Math.Max(_first[column], Math.Abs(x));
        else
            _second[column] += w * x * x;
    }

    private void AddDense(TrainingSet examples)
    {
        // Each feature is one thread's, whatever the number of threads.
        double before = _weights;
        threads.For((columns + SliceLength - 1) / SliceLength, (long)examples.Rows * columns, slice =>
        {
            int start = slice * SliceLength, length = Math.Min(SliceLength, columns - start);
            Span<double> x = stackalloc double[length], change = stackalloc double[length];
            double weights = before;
            for (int row = 0; row < examples.Rows; row++)
            {
                double w = examples.Weight(row);
                if (w == 0)
                    continue;
                weights += w;
                examples.Features.CopyRow(row, start, x);
                TensorPrimitives.Multiply(x, examples.Features.Scale, x);
                AddDenseSlice(start, x, change, w, weights);
            }
        });
        for (int row = 0; row < examples.Rows; row++)
            _weights += examples.Weight(row);
    }

    private void AddDenseSlice(int start, Span<double> x, Span<double> change, double w, double weights)
    {
        Span<double> first = _first.AsSpan(start, x.Length), second = _second.AsSpan(start, x.Length);
        if (_isSparse == true)
        {
            for (int i = 0; i < x.Length; i++)
                AddUncentred(start + i, x[i], w);
        }
        else if (scaling == FeatureScaling.MinMax)
        {
            TensorPrimitives.Min(first, x, first);
            TensorPrimitives.Max(second, x, second);
        }
        else
        {
            // West (1979): mean += w/W (x − mean), sum += w (x − old mean) (x − new mean). Of equal values the sum stays 0.
            TensorPrimitives.Subtract(x, first, change);
            TensorPrimitives.MultiplyAdd(change, w / weights, first, first);
            TensorPrimitives.Subtract(x, first, x);
            TensorPrimitives.Multiply(x, w, x);
            TensorPrimitives.MultiplyAdd(x, change, second, second);
        }
    }
}
