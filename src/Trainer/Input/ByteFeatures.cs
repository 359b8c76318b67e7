using Microsoft.ML.Data;

namespace MlNetShallow.Input;

/// <summary>Bytes, always dense.</summary>
internal sealed class ByteFeatures(int columns) : FeatureCollector<byte>
{
    private readonly FeatureMatrix<byte> _matrix = FeatureMatrix.Create<byte>(columns);

    public override FeatureKind Kind => FeatureKind.Bytes;

    public override bool AreValid(ReadOnlySpan<byte> values) => true;

    public override void Inspect(in VBuffer<byte> row)
    {
    }

    public override long Add(in VBuffer<byte> row)
    {
        row.CopyTo(_matrix.AddRow());
        return columns;
    }

    public override FeatureMatrix ToMatrix() => _matrix;

    public override void Clear() => _matrix.Clear();
}
