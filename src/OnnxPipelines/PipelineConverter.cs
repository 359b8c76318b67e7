using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Onnx;
using static MlNetShallow.Onnx.OnnxFields;

namespace MlNetShallow.OnnxPipelines;

/// <summary>
/// Pipelines as ONNX models: finds, from the outputs back, what each stage must give; has ML.NET convert the stages that make
/// something of it, one by one; and joins these and the network to one graph.
/// </summary>
internal sealed class PipelineConverter(ModelOperationsCatalog catalog, ShallowNetworkModel model, DataViewSchema inputSchema)
{
    private readonly StageConverter _converter = new(catalog);

    // The values of the columns so far.
    private readonly JoinedGraph _graph = new();
    private Dictionary<string, string> _values = [];

    public ProtoFields Convert(IReadOnlyList<string>? outputColumns, OnnxMetadata? metadata)
    {
        ITransformer[] stagesBefore = Scoring(model.Before), stagesAfter = Scoring(model.After);
        DataViewSchema features = Last(stagesBefore, inputSchema);
        DataViewSchema scored = model.Network.GetOutputSchema(features);
        DataViewSchema output = Last(stagesAfter, scored);

        string[] predictions = NetworkStage.Predictions(model.Network.Model);
        string[] outputs = outputColumns is null
            ? [.. predictions.Where(name => output.GetColumnOrNull(name) is not null)]
            : Known(outputColumns, output);
        // What is not known to it cannot be asked of a stage either.
        ProtoFields declaredOutputs = _converter.Declare(output, outputs);
        Step[] after = Needs(stagesAfter, scored, outputs);
        string[] afterNetwork = NeededBefore(after, outputs);
        string[] beforeNetwork =
            [.. afterNetwork.Except(predictions).Append(model.Network.FeatureColumnName).Concat(Offset).Distinct()];
        Step[] before = Needs(stagesBefore, inputSchema, beforeNetwork);
        string[] inputs = [.. NeededBefore(before, beforeNetwork).OrderBy(name => inputSchema[name].Index)];

        _values = inputs.ToDictionary(name => name);
        Append(before);
        AppendNetwork(features, NetworkStage.Convert(model.Network.Model, scored, metadata), out ProtoFields network);
        Append(after);

        ProtoFields declaredInputs = _converter.Declare(inputSchema, inputs);
        foreach (ProtoFields input in declaredInputs.Messages(Model.Graph).Single().Messages(Graph.Input))
            _graph.DeclareInput(input);
        ProtoFields[] declared =
            [.. declaredOutputs.Messages(Model.Graph).Single().Messages(Graph.Output)];
        foreach (string name in outputs)
        {
            // As ML.NET's converter does, which calls all outputs so.
            string free = inputs.Contains(name) ? StageConverter.OutputOf(name) : name;
            _graph.DeclareOutput(
                free, _values[name], declared.Single(value => value.Text(ValueInfo.Name) == StageConverter.OutputOf(name)));
        }

        string version = typeof(PipelineConverter).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return _graph.ToModel("MlNetShallow", version, network.All(Model.MetadataProps));
    }

    private string[] Offset => model.Network.Model.OffsetColumnName is { } column ? [column] : [];

    private void AppendNetwork(DataViewSchema features, ProtoFields converted, out ProtoFields network)
    {
        network = converted;
        Dictionary<string, string> added = NetworkStage.Append(
            _graph,
            network,
            model.Network.Model,
            _values[model.Network.FeatureColumnName],
            (VectorDataViewType)features[model.Network.FeatureColumnName].Type,
            Offset.Select(column => _values[column]).SingleOrDefault());
        foreach ((string column, string value) in added)
            _values[column] = value;
    }

    private void Append(Step[] steps)
    {
        foreach (Step step in steps.Where(step => step.Made.Length > 0))
        {
            ProtoFields converted = _converter.Convert(step.Stage, step.Input, step.Made);
            Dictionary<string, string> made = _graph.Append(
                converted, step.Stage.GetType().Name, column => _values.GetValueOrDefault(column));
            foreach (string column in step.Made)
                _values[column] = made[StageConverter.OutputOf(column)];
        }
    }

    /// <summary>The stages that take part when the model scores.</summary>
    private static ITransformer[] Scoring(TransformerChain<ITransformer> stages)
        => [.. stages.GetModelFor(TransformerScope.Scoring)];

    /// <summary>What is needed of stages, and what they need, for columns after the last of them.</summary>
    private static Step[] Needs(ITransformer[] stages, DataViewSchema input, string[] columns)
    {
        var schemas = new List<DataViewSchema> { input };
        foreach (ITransformer stage in stages)
            schemas.Add(stage.GetOutputSchema(schemas[^1]));

        var steps = new Step[stages.Length];
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            steps[i] = Need(stages[i], schemas[i], schemas[i + 1], columns);
            columns = steps[i].Needed;
        }

        return steps;
    }

    private static Step Need(ITransformer stage, DataViewSchema input, DataViewSchema output, string[] columns)
    {
        if (!stage.IsRowToRowMapper)
        {
            throw new NotSupportedException(
                $"The stage {stage.GetType().Name} makes rows of other rows, and an ONNX model takes each for itself.");
        }

        IRowToRowMapper mapper = stage.GetRowToRowMapper(input);
        var needed = new HashSet<string>();
        var made = new List<string>();
        foreach (DataViewSchema.Column column in columns.Select(name => output[name]))
        {
            string[] sources = [.. mapper.GetDependencies([column]).Select(source => source.Name)];
            needed.UnionWith(sources);
            // One that is replaced stays, hidden, beside that of its name.
            bool isHandedThrough = sources is [var source] && source == column.Name
                && input[source].Type.Equals(column.Type) && Count(input, source) == Count(output, source);
            if (!isHandedThrough)
                made.Add(column.Name);
        }

        return new(stage, input, [.. needed], [.. made]);
    }

    private static int Count(DataViewSchema schema, string name) => schema.Count(column => column.Name == name);

    private static string[] NeededBefore(Step[] steps, string[] columns) => steps is [var first, ..] ? first.Needed : columns;

    private static DataViewSchema Last(ITransformer[] stages, DataViewSchema schema)
        => stages.Aggregate(schema, (input, stage) => stage.GetOutputSchema(input));

    private static string[] Known(IReadOnlyList<string> columns, DataViewSchema output)
    {
        foreach (string name in columns)
        {
            if (output.GetColumnOrNull(name) is null)
            {
                throw new ArgumentException(
                    $"The model gives no column '{name}'; it gives {string.Join(", ", output.Select(column => column.Name))}.",
                    nameof(columns));
            }
        }

        return columns.Count == 0
            ? throw new ArgumentException("There is no output column.", nameof(columns))
            : [.. columns.Distinct()];
    }

    /// <param name="Stage">The stage.</param>
    /// <param name="Input">The schema of the data that it gets.</param>
    /// <param name="Needed">The columns that it needs of these.</param>
    /// <param name="Made">The columns that it makes of them and that are needed; none where it can be left out.</param>
    private sealed record Step(ITransformer Stage, DataViewSchema Input, string[] Needed, string[] Made);
}
