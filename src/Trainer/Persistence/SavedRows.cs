using Microsoft.ML.Data;

namespace MlNetShallow.Persistence;

/// <summary>What the scoring stage of a saved model reads, for features of <see cref="float"/>.</summary>
internal sealed class SavedSingleRow
{
    [ColumnName(PrivateColumns.Features)]
    public VBuffer<float> Features { get; set; }

    [ColumnName(PrivateColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }
}

/// <summary>The same, with an offset.</summary>
internal sealed class SavedSingleRowWithOffset
{
    [ColumnName(PrivateColumns.Features)]
    public VBuffer<float> Features { get; set; }

    [ColumnName(PrivateColumns.Offset)]
    public VBuffer<float> Offset { get; set; }

    [ColumnName(PrivateColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }
}

/// <summary>What the scoring stage of a saved model reads, for features of <see cref="byte"/>.</summary>
internal sealed class SavedByteRow
{
    [ColumnName(PrivateColumns.Features)]
    public VBuffer<byte> Features { get; set; }

    [ColumnName(PrivateColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }
}

/// <summary>The same, with an offset.</summary>
internal sealed class SavedByteRowWithOffset
{
    [ColumnName(PrivateColumns.Features)]
    public VBuffer<byte> Features { get; set; }

    [ColumnName(PrivateColumns.Offset)]
    public VBuffer<float> Offset { get; set; }

    [ColumnName(PrivateColumns.Payload)]
    public ReadOnlyMemory<char> Payload { get; set; }
}
