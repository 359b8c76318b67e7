using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Models;

/// <summary>Tables.</summary>
internal sealed class TableTrainingData : ITrainingData
{
    private readonly MLContext _mlContext;
    private readonly Table _training;
    private readonly Table? _test;
    private readonly TableLabel _label;
    private readonly TableFeatures _features;
    private readonly MissingValues _missing;
    private readonly CancellationToken _cancellation;
    private readonly IDataView _trainingRows;
    private readonly IDataView? _testRows;
    private readonly NumberSurvey _trainingNumbers;
    private readonly NumberSurvey? _testNumbers;

    private TableTrainingData(
        MLContext mlContext,
        Table training,
        Table? test,
        TableLabel label,
        TableFeatures features,
        MissingValues missing,
        CancellationToken cancellation)
    {
        (_mlContext, _training, _test, _label) = (mlContext, training, test, label);
        (_missing, _cancellation) = (missing, cancellation);
        TableColumn[] columns = [.. features.Columns, .. label.Columns];
        _trainingRows = training.Load(columns);
        _testRows = test?.Load(columns);
        _trainingNumbers = NumberSurvey.Take(_trainingRows, features.Numbers);
        _testNumbers = _testRows is null ? null : NumberSurvey.Take(_testRows, features.Numbers);
        _features = missing == MissingValues.Skip ? features : features with
        {
            Imputes = true,
            MarksNumbers = _trainingNumbers.HasMissing,
            CategoriesWithEmpty = [.. features.Categories.Where(name => EmptyRows(name) > 0)],
        };
        var schema = new DataViewSchema.Builder();
        foreach (TableColumn column in columns)
            schema.AddColumn(column.Name, column.Type);
        InputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public string ValidationMetric => _label.Metric;

    /// <summary>Opens the tables and looks at their rows.</summary>
    /// <exception cref="InvalidDataException">They can't be read, or do not fit together.</exception>
    public static TableTrainingData Open(
        MLContext mlContext,
        string data,
        string? test,
        string labelName,
        TableTask? task,
        string? positive,
        IReadOnlyCollection<string> ignored,
        string? offset,
        MissingValues missing,
        CancellationToken cancellation)
    {
        Table training = Table.Open(mlContext, data, cancellation);
        TableLabel label = TableLabel.Find(training, labelName, task, positive);
        TableFeatures features = TableFeatures.Find(training, label, ignored, offset);
        Table? tested = test is null ? null : Table.Open(mlContext, test, cancellation);
        if (tested is not null)
            label.Check(tested);
        return new TableTrainingData(mlContext, training, tested, label, features, missing, cancellation);
    }

    public IEnumerable<string> Describe()
    {
        yield return _label.Describe();
        yield return $"{_features}";
        foreach (string name in _features.Categories.Concat(_features.Texts))
        {
            if (_training.Find(name, "which is learnt from").FirstShownNumber is { } shown)
            {
                yield return $"warning: the column '{name}' seems to hold numbers, such as '{shown.Value}' in row {shown.Row}, and is "
                    + "learnt from as texts: wanted are numbers like 1101 and 0.05, without separators of thousands, decimal comma, "
                    + "% or currency.";
            }
        }

        const string leftOut = "; left out (--missing skip)";
        bool imputes = _missing == MissingValues.Impute;
        yield return $"training set: {_training.Rows} rows in {_training.Path}";
        foreach (string line in _trainingNumbers.Describe(
            imputes ? "; the column's mean stands in, and a feature marks it" : leftOut))
            yield return $"training set: {line}";
        foreach (string name in _features.CategoriesWithEmpty)
        {
            yield return $"training set: {EmptyRows(name)} of {_training.Rows} rows {(EmptyRows(name) == 1 ? "has" : "have")} "
                + $"an empty text ({name}); a feature marks it.";
        }

        if (_test is null)
            yield break;
        yield return $"test set: {_test.Rows} rows in {_test.Path}";
        foreach (string line in _testNumbers!.Describe(imputes ? "; the training set's mean stands in" : leftOut))
            yield return $"test set: {line}";
    }

    public ITransformer Train(IOptionsReader options)
        => TablePipeline.Train(_mlContext, _trainingRows, _label, _features, options);

    public LabelledExamples Examples()
    {
        // Not all trainers can score a row with such a gap.
        NumberGap least = _missing == MissingValues.Impute ? NumberGap.Infinite : NumberGap.Missing;
        return TablePipeline.Examples(
            _mlContext,
            _trainingNumbers.RowsBelow(least, _trainingRows),
            _testRows is null ? null : _testNumbers!.RowsBelow(least, _testRows),
            _label,
            _features);
    }

    public IEnumerable<(string Name, ScoredSet Set)> Score(ITransformer model)
    {
        yield return ("training set", LabelledSets.OfTable(_mlContext, model, _trainingRows, _label, _training.Path, _cancellation));
        if (_testRows is not null)
            yield return ("test set", LabelledSets.OfTable(_mlContext, model, _testRows, _label, _test!.Path, _cancellation));
    }

    private long EmptyRows(string name) => _training.Find(name, "which is learnt from").EmptyRows;
}
