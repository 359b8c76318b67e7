namespace Microsoft.ML;

/// <summary>Loads text files.</summary>
public static class TextLoaderSaverCatalog
{
    public static IDataView LoadFromTextFile(
        this DataOperationsCatalog catalog, string path, TextLoader.Options options)
        => TextFileDataView.Create(path, options, namesSlots: true);

    public static IDataView LoadFromTextFile<TInput>(
        this DataOperationsCatalog catalog, string path, char separatorChar = '\t', bool hasHeader = false)
        where TInput : class, new()
        => TextFileDataView.Create(
            path,
            new() { Separators = [separatorChar], HasHeader = hasHeader, Columns = Columns(typeof(TInput)) },
            namesSlots: false);

    private static TextLoader.Column[] Columns(Type type) => [.. SchemaDefinition.OfReadable(type).Select(column =>
        new TextLoader.Column(
            column.ColumnName,
            TextFileDataView.KindOf(column.ColumnType),
            [column.Member.GetCustomAttribute<LoadColumnAttribute>()?.Fields
                ?? throw new InvalidOperationException($"'{column.ColumnName}' has no LoadColumn attribute.")]))];
}
