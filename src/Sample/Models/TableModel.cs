using Microsoft.ML;
using MlNetShallow.Sample.Data.Tables;

namespace MlNetShallow.Sample.Models;

/// <summary>A saved model whose input is columns of a table.</summary>
internal sealed class TableModel
{
    private readonly MLContext _mlContext;
    private readonly string _path;
    private readonly ITransformer _model;
    private readonly DataViewSchema _inputSchema;
    private readonly HashSet<string> _needed;

    private TableModel(
        MLContext mlContext, string path, ITransformer model, DataViewSchema inputSchema, IEnumerable<string> needed)
        => (_mlContext, _path, _model, _inputSchema, _needed) = (mlContext, path, model, inputSchema, [.. needed]);

    /// <exception cref="InvalidDataException">The file is no model, or none with a shallow network, or takes pictures.</exception>
    public static TableModel Load(MLContext mlContext, string path) => ModelFile.Read(path, () =>
    {
        ITransformer model = mlContext.Model.Load(path, out DataViewSchema inputSchema);
        ShallowNetworkModelParameters.FromModel(model);
        return ModelFile.TakesPictures(inputSchema)
            ? throw new InvalidDataException("It takes pictures, not the columns of a table.")
            : new TableModel(mlContext, path, model, inputSchema, ModelFile.NeededColumns(model, inputSchema));
    });

    public ITransformer Transformer => _model;

    /// <summary>How well it does on a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelName">The label; null for the column that the model was saved with but does not need.</param>
    public MetricsReport Evaluate(Table table, string? labelName)
    {
        (IDataView rows, TableLabel label) = Open(table, labelName);
        return TablePipeline.Evaluate(_mlContext, _model, rows, label);
    }

    /// <summary>The rows of a table that the model takes, with their label.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelName">As for <see cref="Evaluate"/>.</param>
    public (IDataView Rows, TableLabel Label) Open(Table table, string? labelName)
    {
        TableLabel label = FindLabel(labelName);
        label.Check(table);
        TableColumn[] columns =
        [
            .. _inputSchema.Where(column => _needed.Contains(column.Name))
                .Select(column => new TableColumn(column.Name, column.Type)),
            label.Column,
        ];
        return (table.Load(columns), label);
    }

    private TableLabel FindLabel(string? name)
    {
        string[] others = [.. _inputSchema.Select(column => column.Name).Where(column => !_needed.Contains(column))];
        name ??= others is [{ } only] ? only : throw new InvalidDataException(
            $"The model '{_path}' does not say which column is its label; --label names one.");
        return ShallowNetworkModelParameters.FromModel(_model).Network.Shape.OutputLayer switch
        {
            OutputLayer.SigmoidCrossEntropy => new(name, TableTask.Binary, Classes()),
            OutputLayer.SoftmaxCrossEntropy => new(name, TableTask.Multiclass, Classes()),
            _ => new(name, TableTask.Regression, []),
        };
    }

    private string[] Classes()
    {
        try
        {
            return TablePipeline.ClassesOf(_model.GetOutputSchema(_inputSchema));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"The model '{_path}' does not know the names of its classes.", exception);
        }
    }
}
