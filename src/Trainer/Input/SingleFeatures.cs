using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>
/// Single precision, sparse if the first row is, else dense. In a sparse set a dense row is kept by its non-zeros, in a dense
/// set a sparse row with its zeros.
/// </summary>
internal sealed class SingleFeatures(int columns) : FeatureCollector<float>
{
    private FeatureMatrix<float>? _dense;
    private SparseFeatureMatrix? _sparse;

    public override FeatureKind Kind => _sparse is null ? FeatureKind.Dense : FeatureKind.Sparse;

    public override FeatureMatrix Matrix => _sparse ?? (FeatureMatrix)(_dense ??= FeatureMatrix.Create<float>(columns));

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

    public override void Clear()
    {
        _dense?.Clear();
        if (_sparse is not null)
            _sparse = FeatureMatrix.CreateSparse(columns);
    }
}
