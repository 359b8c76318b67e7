using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Explanations;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Models;

/// <summary>A saved model whose input is columns of a table.</summary>
internal sealed class TableModel
{
    private readonly MLContext _mlContext;
    private readonly string _path;
    private readonly ShallowNetworkModel _model;
    private readonly ShallowNetworkModelParameters _learnt;
    private readonly DataViewSchema _inputSchema;
    private readonly HashSet<string> _needed;

    private TableModel(
        MLContext mlContext, string path, ShallowNetworkModel model, ShallowNetworkModelParameters learnt, DataViewSchema inputSchema)
    {
        (_mlContext, _path, _model, _learnt, _inputSchema) = (mlContext, path, model, learnt, inputSchema);
        _needed = [.. ModelFile.NeededColumns(model, inputSchema)];
    }

    /// <exception cref="InvalidDataException">The file is no model, or none with a shallow network, or takes
    /// pictures.</exception>
    public static TableModel Load(MLContext mlContext, string path) => ModelFile.Read(path, () =>
    {
        ShallowNetworkModel model = mlContext.Model.LoadShallowNetwork(path, out DataViewSchema? inputSchema);
        if (inputSchema is null)
            throw new InvalidDataException("It was saved without the schema of its input, so nobody knows what it takes.");
        return ModelFile.TakesPictures(inputSchema)
            ? throw new InvalidDataException("It takes pictures, not the columns of a table.")
            : new TableModel(mlContext, path, model, model.Network.Model, inputSchema);
    });

    public ShallowNetworkModel Transformer => _model;

    /// <summary>What it was saved with: the columns that it takes, and the label.</summary>
    public DataViewSchema InputSchema => _inputSchema;

    /// <summary>The columns that the model takes.</summary>
    public IReadOnlyCollection<string> Columns => _needed;

    /// <summary>The rows of a table with the columns that the model takes.</summary>
    /// <exception cref="InvalidDataException">The table lacks one, or has values there that do not fit.</exception>
    public IDataView Load(Table table) => table.Load([.. NeededColumns()]);

    /// <summary>Scores the rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelName">The label; null for the column that the model was saved with but does not need.</param>
    /// <param name="modelPath">The model's file, as it was named.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InvalidDataException">The table lacks a column that is needed, or has values there that do not
    /// fit.</exception>
    public ScoredSet Score(Table table, string? labelName, string modelPath, CancellationToken cancellation)
    {
        (IDataView rows, TableLabel label) = LoadLabelled(table, labelName);
        return LabelledSets.OfTable(_mlContext, _model, rows, label, table.Path, cancellation, modelPath, Survey(rows));
    }

    /// <summary>What is missing among the numbers of rows that were loaded.</summary>
    public NumberSurvey Survey(IDataView rows)
        => NumberSurvey.Take(rows, [.. NeededColumns().Where(column => column.Type is not TextDataViewType)]);

    /// <summary>Ranks the columns that the model takes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelName">The label; null for the column that the model was saved with but does not need.</param>
    /// <param name="ranking">How.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidDataException">The table lacks a column that is needed, or has values there that do not
    /// fit.</exception>
    public RankedColumn[] Rank(Table table, string? labelName, ColumnRanking ranking, CancellationToken cancellation)
    {
        (IDataView rows, TableLabel label) = LoadLabelled(table, labelName);
        return ranking.Measure(
            _mlContext,
            _model,
            TablePipeline.AddLabel(_mlContext, rows, label),
            TablePipeline.Label,
            label.Task,
            FeatureGrouping.Columns,
            cancellation);
    }

    /// <summary>The rows of a table with the columns that the model takes, and the label, which fits it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelName">The label; null for the column that the model was saved with but does not need.</param>
    /// <exception cref="InvalidDataException">The table lacks a column that is needed, or has values there that do not
    /// fit.</exception>
    public (IDataView Rows, TableLabel Label) LoadLabelled(Table table, string? labelName)
    {
        TableLabel label = _learnt.TargetNames.Count > 0
            ? TableTargets.OfModel(table, labelName, _path, _learnt) : FindLabel(labelName);
        label.Check(table);
        return (table.Load([.. NeededColumns(), .. label.Columns]), label);
    }

    private IEnumerable<TableColumn> NeededColumns() => _inputSchema.Where(column => _needed.Contains(column.Name))
        .Select(column => new TableColumn(column.Name, column.Type));

    private TableLabel FindLabel(string? name)
    {
        string[] others = [.. _inputSchema.Select(column => column.Name).Where(column => !_needed.Contains(column))];
        name ??= others is [{ } only] ? only : throw new InvalidDataException(
            $"The model '{_path}' does not say which column is its label; --label names one.");
        return _learnt.Network.Shape.OutputLayer switch
        {
            OutputLayer.SigmoidCrossEntropy => new(name, TableTask.Binary, Classes()),
            OutputLayer.SoftmaxCrossEntropy => new(name, TableTask.Multiclass, Classes()),
            _ => new(name, TableTask.Regression, []),
        };
    }

    private string[] Classes() => TablePipeline.ClassesOf(_model.GetOutputSchema(_inputSchema))
        ?? throw new InvalidDataException($"The model '{_path}' does not know the names of its classes.");
}
