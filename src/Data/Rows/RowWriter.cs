namespace MlNetShallow.Data.Rows;

/// <summary>Writes the rows of a table, value by value in the order of the columns, in UTF-8. For one thread.</summary>
internal abstract class RowWriter : IDisposable
{
    /// <summary>Makes a writer.</summary>
    /// <param name="format">The format.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="csvSafe">Whether texts that a spreadsheet would take for formulas are kept from being ones.</param>
    public static RowWriter Create(OutputFormat format, IReadOnlyList<string> columns, bool csvSafe = false)
        => OutputFormats.DelimitedOf(format) is { } delimited
            ? new DelimitedRowWriter(delimited, columns, csvSafe)
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
