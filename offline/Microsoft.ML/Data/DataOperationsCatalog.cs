using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Gets data from objects and back, keeps and splits them.</summary>
public sealed class DataOperationsCatalog
{
    private readonly IHostEnvironmentInternal _environment;

    internal DataOperationsCatalog(IHostEnvironmentInternal environment) => _environment = environment;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        return new EnumerableDataView<TRow>(data, schemaDefinition);
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(schema);
        return new EnumerableDataView<TRow>(data, SchemaDefinition.Create(typeof(TRow), schema));
    }

    public IEnumerable<TRow> CreateEnumerable<TRow>(
        IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, new RowFiller<TRow>(data.Schema, schemaDefinition, ignoreMissingColumns), reuseRowObject);
    }

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new CacheDataView(input, columnsToPrefetch);
    }

    public TrainTestData TrainTestSplit(
        IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Contracts.CheckParam(
            testFraction is > 0 and < 1, nameof(testFraction), $"Must be between 0 and 1, both excluded, but is {testFraction}.");
        var splitter = new RowSplitter(data, samplingKeyColumnName, seed ?? _environment.Seed);
        return new TrainTestData(
            splitter.Select(0, testFraction, includeMaximum: false, complement: true),
            splitter.Select(0, testFraction, includeMaximum: false, complement: false));
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(
        IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), $"Must be more than 1, but is {numberOfFolds}.");
        var splitter = new RowSplitter(data, samplingKeyColumnName, seed ?? _environment.Seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => new TrainTestData(
            SelectFold(splitter, fold, numberOfFolds, complement: true),
            SelectFold(splitter, fold, numberOfFolds, complement: false)))];
    }

    private static IDataView SelectFold(RowSplitter splitter, int fold, int count, bool complement) =>
        splitter.Select((double)fold / count, (double)(fold + 1) / count, includeMaximum: true, complement);

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, RowFiller<TRow> filler, bool reuseRowObject)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(filler.Columns);
        Action<TRow> fill = filler.Bind(cursor);
        var row = new TRow();
        for (bool isFirst = true; cursor.MoveNext(); isFirst = false)
        {
            if (!reuseRowObject && !isFirst)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }

    /// <summary>Data to train on and data to test with.</summary>
    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
