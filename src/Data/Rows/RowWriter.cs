namespace MlNetShallow.Data.Rows;

/// <summary>Writes the rows of a table, value by value in the order of the columns, in UTF-8. For one thread.</summary>
internal abstract class RowWriter : IDisposable
{
    public static RowWriter Create(OutputFormat format, IReadOnlyList<string> columns)
        => OutputFormats.DelimitedOf(format) is { } delimited
            ? new DelimitedRowWriter(delimited, columns)
            : new JsonLinesWriter(columns);

    /// <summary>What stands before the rows.</summary>
    public abstract byte[] Header();

    public abstract void Text(string text);

    public abstract void Number(float number);

    /// <summary>A value that is missing.</summary>
    public abstract void Missing();

    public abstract void EndRow();

    /// <summary>The rows written since the last call.</summary>
    public abstract byte[] Take();

    public abstract void Dispose();
}
