namespace Microsoft.ML;

/// <summary>Data in ML.NET's binary form: needs the Microsoft.ML package.</summary>
public static class BinaryLoaderSaverCatalog
{
    public static IDataView LoadFromBinary(this DataOperationsCatalog catalog, string path)
        => throw new NotSupportedException("The offline subset of ML.NET does not read its binary form of data.");

    public static void SaveAsBinary(this DataOperationsCatalog catalog, IDataView data, Stream stream)
        => throw new NotSupportedException("The offline subset of ML.NET does not write its binary form of data.");
}

/// <summary>Gets data from objects and back, keeps and splits them.</summary>
public sealed class DataOperationsCatalog
{
    private const int DefaultSeed = 42;
    private readonly int? _seed;
    internal DataOperationsCatalog(int? seed) => _seed = seed;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
        => new EnumerableDataView<TRow>(data, schemaDefinition);

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
        => new EnumerableDataView<TRow>(data, SchemaDefinition.OfReadable(typeof(TRow), schema));

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false)
        where TRow : class, new()
        => Enumerate(data, new RowFiller<TRow>(data.Schema, ignoreMissingColumns), reuseRowObject);

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
        => CacheDataView.Create(input, columnsToPrefetch);

    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, int? seed = null)
    {
        Contracts.CheckParam(
            testFraction is > 0 and < 1, nameof(testFraction), $"Must be between 0 and 1, both excluded, but is {testFraction}.");
        return Split(data, seed, 0, testFraction);
    }

    internal IEnumerable<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds, int? seed)
    {
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), $"Must be more than 1, but is {numberOfFolds}.");
        return Enumerable.Range(0, numberOfFolds).Select(
            fold => Split(data, seed, (double)fold / numberOfFolds, (double)(fold + 1) / numberOfFolds));
    }

    private TrainTestData Split(IDataView data, int? seed, double from, double to)
    {
        int drawn = seed ?? _seed ?? DefaultSeed;
        return new(
            new SplitDataView(data, drawn, number => !(number >= from && number < to)),
            new SplitDataView(data, drawn, number => number >= from && number < to));
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, RowFiller<TRow> filler, bool reuseRowObject)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(filler.Columns);
        Action<TRow> fill = filler.Bind(cursor);
        TRow? row = null;
        while (cursor.MoveNext())
        {
            row = reuseRowObject && row is not null ? row : new TRow();
            fill(row);
            yield return row;
        }
    }

    /// <summary>Data to train on and data to test with.</summary>
    public readonly struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;
        internal TrainTestData(IDataView trainSet, IDataView testSet) => (TrainSet, TestSet) = (trainSet, testSet);
    }
}
