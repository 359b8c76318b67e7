using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>
/// Single precision, sparse if the first row is, else dense. In a sparse set a dense row is kept by its non-zeros, in a dense
/// set a sparse row with its zeros. A set that turns out to be sparse in name only is made dense in the end.
/// </summary>
internal sealed class SingleFeatures(int columns) : FeatureCollector<float>
{
    /// <summary>
    /// The share of non-zeros above which a set is made dense: it trains at least twice as fast so, and takes at most twice the
    /// memory, as a non-zero is stored with its index.
    /// </summary>
    private const double DenseShare = 0.25;

    private FeatureMatrix<float>? _dense;
    private SparseFeatureMatrix? _sparse;

    public override bool AreValid(ReadOnlySpan<float> values) => TensorPrimitives.IsFiniteAll(values);

    public override void Add(in VBuffer<float> row)
    {
        if (_dense is null && !row.IsDense)
            _sparse ??= FeatureMatrix.CreateSparse(columns);
        if (_sparse is null)
            row.CopyTo((_dense ??= FeatureMatrix.Create<float>(columns)).AddRow());
        else if (row.IsDense)
            _sparse.AddDenseRow(row.GetValues());
        else
            _sparse.AddRow(row.GetIndices(), row.GetValues());
    }

    public override FeatureMatrix ToMatrix()
    {
        if (_sparse is null)
            return _dense ?? FeatureMatrix.Create<float>(columns);
        return _sparse.NonZeros > DenseShare * _sparse.Rows * columns ? _sparse.ToDense() : _sparse;
    }
}
