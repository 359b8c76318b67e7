namespace Microsoft.ML.Data;

/// <summary>The 128-bit identity of a row, the same in whatever order the rows come.</summary>
public readonly record struct DataViewRowId(ulong Low, ulong High);
