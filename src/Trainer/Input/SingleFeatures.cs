using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>
/// Single precision, dense or sparse by the share of non-zeros over all rows. What form a row has itself does not matter, as a
/// pipeline gives rows now in one form, now in the other.
/// </summary>
/// <param name="columns">n0.</param>
/// <param name="kind">The form to collect in, for one who has looked at all rows before; null to find out.</param>
internal sealed class SingleFeatures(int columns, FeatureKind? kind = null) : FeatureCollector<float>
{
    /// <summary>
    /// The share of non-zeros above which a set is dense: it trains at least twice as fast so, and takes at most twice the
    /// memory, as a non-zero of a sparse one is stored with its index.
    /// </summary>
    private const double DenseShare = 0.25;

    private readonly FeatureMatrix<float> _dense = FeatureMatrix.Create<float>(columns);
    // The form in which each row is kept until that of the set is known.
    private readonly List<bool> _isDense = [];
    private SparseFeatureMatrix _sparse = FeatureMatrix.CreateSparse(columns);
    private long _rows;
    private long _nonZeros;

    public override FeatureKind Kind
        => kind ?? (_nonZeros > DenseShare * columns * _rows ? FeatureKind.Dense : FeatureKind.Sparse);

    public override bool AreValid(ReadOnlySpan<float> values) => TensorPrimitives.IsFiniteAll(values);

    public override void Inspect(in VBuffer<float> row) => CountNonZeros(in row);

    public override long Add(in VBuffer<float> row)
    {
        int nonZeros = CountNonZeros(in row);
        bool isDense = kind is { } known ? known == FeatureKind.Dense : nonZeros > DenseShare * columns;
        _isDense.Add(isDense);
        if (isDense)
        {
            row.CopyTo(_dense.AddRow());
            return (long)columns * sizeof(float);
        }

        if (row.IsDense)
            _sparse.AddDenseRow(row.GetValues());
        else
            _sparse.AddRow(row.GetIndices(), row.GetValues());
        return (long)nonZeros * (sizeof(float) + sizeof(int));
    }

    public override FeatureMatrix ToMatrix()
    {
        if (Kind == FeatureKind.Dense)
            return _sparse.Rows == 0 ? _dense : AllDense();
        return _dense.Rows == 0 ? _sparse : AllSparse();
    }

    public override void Clear()
    {
        _dense.Clear();
        _isDense.Clear();
        if (_sparse.Rows > 0)
            _sparse = FeatureMatrix.CreateSparse(columns);
    }

    private int CountNonZeros(in VBuffer<float> row)
    {
        int nonZeros = 0;
        foreach (float value in row.GetValues())
            nonZeros += value == 0 ? 0 : 1;
        _rows++;
        _nonZeros += nonZeros;
        return nonZeros;
    }

    private FeatureMatrix<float> AllDense()
    {
        var all = FeatureMatrix.Create<float>(columns);
        int dense = 0, sparse = 0;
        foreach (bool isDense in _isDense)
        {
            Span<float> x = all.AddRow();
            if (isDense)
            {
                _dense.Row(dense++).CopyTo(x);
                continue;
            }

            ReadOnlySpan<int> indices = _sparse.Indices(sparse);
            ReadOnlySpan<float> values = _sparse.Values(sparse++);
            for (int i = 0; i < indices.Length; i++)
                x[indices[i]] = values[i];
        }

        return all;
    }

    private SparseFeatureMatrix AllSparse()
    {
        SparseFeatureMatrix all = FeatureMatrix.CreateSparse(columns);
        int dense = 0, sparse = 0;
        foreach (bool isDense in _isDense)
        {
            if (isDense)
                all.AddDenseRow(_dense.Row(dense++));
            else
                all.AddRow(_sparse.Indices(sparse), _sparse.Values(sparse++));
        }

        return all;
    }
}
