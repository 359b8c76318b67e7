namespace MlNetShallow.Training.Preprocessing;

/// <summary>Gathers a <see cref="ValueSummary"/> of each feature over sparse examples, at the cost of their non-zeros.</summary>
internal sealed class SparseSummaries
{
    private readonly double[] _weights;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly double[] _minima;
    private readonly double[] _maxima;
    private double _weight;

    public SparseSummaries(int columns)
    {
        (_weights, _means, _squares) = (new double[columns], new double[columns], new double[columns]);
        (_minima, _maxima) = (new double[columns], new double[columns]);
        _minima.AsSpan().Fill(double.PositiveInfinity);
        _maxima.AsSpan().Fill(double.NegativeInfinity);
    }

    public ValueSummary this[int column]
    {
        get
        {
            double weight = _weights[column];
            ValueSummary nonZeros = weight == 0 ? ValueSummary.None : new(
                weight, _means[column], _squares[column], _minima[column], _maxima[column], weight);
            // Of a feature that is never 0 the same weights were added up in the same order: nothing is left.
            return nonZeros.With(ValueSummary.Zeros(_weight - weight));
        }
    }

    public void Add(TrainingSet examples, SparseFeatureMatrix features)
    {
        for (int row = 0; row < examples.Rows; row++)
        {
            double w = examples.Weight(row);
            if (w == 0)
                continue;
            _weight += w;
            ReadOnlySpan<int> indices = features.Indices(row);
            ReadOnlySpan<float> values = features.Values(row);
            for (int i = 0; i < indices.Length; i++)
            {
                if (values[i] != 0)
                    Add(indices[i], values[i], w);
            }
        }
    }

    /// <summary>As <see cref="DenseSummaries"/> does, after West (1979).</summary>
    private void Add(int column, double x, double w)
    {
        _weights[column] += w;
        double change = x - _means[column];
        _means[column] += w / _weights[column] * change;
        _squares[column] += w * change * (x - _means[column]);
        _minima[column] = Math.Min(_minima[column], x);
        _maxima[column] = Math.Max(_maxima[column], x);
    }
}
