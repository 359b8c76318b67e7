using Microsoft.ML.Data;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>An encoded picture in memory.</summary>
internal sealed class EncodedRow : ImageRow
{
    private byte[] _content = [];

    [ColumnName(PrivateColumns.Source)]
    public VBuffer<byte> Encoded { get; set; }

    // A mapping does not see the number of its row; length and start help to find it.
    internal override string Describe(ImageFlatteningEstimator.Options options)
    {
        ReadOnlySpan<byte> encoded = Dense();
        if (encoded.IsEmpty)
            return $"of 0 bytes in column '{options.InputColumnName}'";
        string start = Convert.ToHexString(encoded[..Math.Min(8, encoded.Length)]);
        return $"of {encoded.Length} bytes in column '{options.InputColumnName}' (it starts with 0x{start})";
    }

    internal override ReadOnlySpan<byte> Read(ImageReader reader, ImageFlatteningEstimator.Options options)
        => reader.Decode(Dense());

    private ReadOnlySpan<byte> Dense()
    {
        if (Encoded.IsDense)
            return Encoded.GetValues();
        if (_content.Length < Encoded.Length)
            _content = new byte[Encoded.Length];
        Encoded.CopyTo(_content);
        return _content.AsSpan(0, Encoded.Length);
    }
}
