namespace MlNetShallow.Data.Parquets;

/// <summary>A column of lists.</summary>
internal interface IParquetLists
{
    /// <summary>The lists of the row group that was read last.</summary>
    IReadOnlyList<float[]> Rows { get; }
}
