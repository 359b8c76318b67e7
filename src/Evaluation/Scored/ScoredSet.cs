using Microsoft.ML;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>Labelled data with what a model says of them. They are read and scored once, whatever is asked of them.</summary>
internal sealed class ScoredSet
{
    private readonly IDataView _scored;
    private ScoredExamples? _examples;

    /// <param name="scored">Scored data, of which the model is not known.</param>
    /// <param name="options">Its columns, and what a report says of it.</param>
    public ScoredSet(IDataView scored, ReportOptions options) => (_scored, Options) = (scored, options);

    /// <param name="model">The model.</param>
    /// <param name="data">Labelled data as the model takes them; their rows come in the same order each time.</param>
    /// <param name="options">The columns, and what a report says of them. What a model of ours knows is filled in.</param>
    public ScoredSet(ITransformer model, IDataView data, ReportOptions options)
    {
        _scored = model.Transform(data);
        Model = new EvaluatedModel(model, data);
        Options = options.Copy();
        Options.ClassNames ??= Model.ClassNames;
        Options.Loss ??= Model.Learnt?.Loss;
        // A stage after the network may have dropped it.
        if (Model.Learnt?.OffsetColumnName is { } offset && _scored.Schema.GetColumnOrNull(offset) is not null)
            Options.OffsetColumnName ??= offset;
        Options.ImagePathColumnName ??= Model.ImagePathColumn(_scored.Schema);
    }

    public ReportOptions Options { get; }

    /// <summary>The model; null where it is not known.</summary>
    public EvaluatedModel? Model { get; }

    /// <summary>The rows with the columns of the model.</summary>
    public IDataView Scored => _scored;

    /// <summary>What is to be known of the examples beside how well the model does, in sentences.</summary>
    public Func<ScoredExamples, IEnumerable<string>> Remark { private get; init; } = _ => [];

    public ScoredExamples Examples => _examples ??= ScoredExamples.Read(_scored, Options);

    public IEnumerable<string> Remarks => Remark(Examples);

    /// <summary>How well the model does.</summary>
    public ModelMetrics Evaluate() => ModelMetrics.Of(Examples, Model?.Learnt?.ScoreThreshold ?? 0);
}
