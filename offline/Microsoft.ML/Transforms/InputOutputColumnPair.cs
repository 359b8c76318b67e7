namespace Microsoft.ML;

/// <summary>The name of an output column and that of the column that it is made of.</summary>
public sealed class InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
{
    public string OutputColumnName => outputColumnName;
    public string InputColumnName => inputColumnName ?? outputColumnName;
}
