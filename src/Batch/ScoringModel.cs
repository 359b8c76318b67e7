using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Batch;

/// <summary>A model to score with, as it was when it was opened, whatever becomes of its file. Thread-safe.</summary>
public sealed class ScoringModel
{
    private readonly ITransformer _features;
    private readonly string _featureColumn;
    private readonly string? _offsetColumn;
    private readonly ShallowNetwork<float> _network;
    private readonly bool _isFile;

    private ScoringModel(string name, string sha256, ShallowNetworkModel model, DataViewSchema inputSchema, bool isFile)
    {
        (Name, Sha256, InputSchema, _isFile) = (name, sha256, inputSchema, isFile);
        ShallowNetworkModelParameters learnt = model.Network.Model;
        (_network, ScoreThreshold, Loss) = (learnt.Network, learnt.ScoreThreshold, learnt.Loss);
        (_features, _featureColumn, _offsetColumn) =
            (model.Before, model.Network.FeatureColumnName, learnt.OffsetColumnName);
        Task = _network.Shape.OutputLayer switch
        {
            OutputLayer.SigmoidCrossEntropy => ScoringTask.Binary,
            OutputLayer.SoftmaxCrossEntropy => ScoringTask.Multiclass,
            OutputLayer.Targets => ScoringTask.MultiTarget,
            OutputLayer.Labels => ScoringTask.MultiLabel,
            _ => ScoringTask.Regression,
        };
        Classes = Task == ScoringTask.Binary && learnt.ClassNames.Count > 0
            ? learnt.ClassNames
            : ClassesOf(Task, model.GetOutputSchema(InputSchema));
        Targets = learnt.TargetNames;
        IRowToRowMapper mapper = _features.GetRowToRowMapper(InputSchema);
        string[] read = _offsetColumn is null ? [_featureColumn] : [_featureColumn, _offsetColumn];
        InputColumns =
            [.. mapper.GetDependencies(read.Select(column => mapper.OutputSchema[column])).Select(column => column.Name)];
    }

    /// <summary>The model's file as it was given; of a model in memory, what it is called.</summary>
    public string Name { get; }

    /// <summary>The SHA-256 by which a job is resumed with this model alone, in lower-case hexadecimal digits: that of the file's
    /// bytes; of a model in memory, of what it is saved as.</summary>
    public string Sha256 { get; }

    /// <summary>What the model predicts.</summary>
    public ScoringTask Task { get; }

    /// <summary>The names of the classes; none where a model of two does not know them, and for numbers.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The names of several targets or labels; none of other models.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The columns that its features are made of, and its offset.</summary>
    public IReadOnlyList<string> InputColumns { get; }

    /// <summary>The schema that the model was fitted to.</summary>
    public DataViewSchema InputSchema { get; }

    /// <summary>Whether its features are made of pictures, by their paths.</summary>
    public bool TakesPictures => InputColumns is [nameof(Picture.ImagePath)];

    /// <summary>Of two classes, the score above which 1 is predicted.</summary>
    internal float ScoreThreshold { get; }

    /// <summary>Of numbers, the loss that the model was trained by.</summary>
    internal RegressionLoss? Loss { get; }

    /// <summary>Loads a model from a file.</summary>
    /// <param name="path">A file that <c>mlContext.Model.Save</c> wrote, with the schema of its input. Load models only of those
    /// whose programs you would run.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no model, or none with a shallow network.</exception>
    public static ScoringModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"The model '{path}' does not exist.", path);
        // What is loaded is what is hashed, even if the file is replaced at this very moment.
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            ShallowNetworkModel model = new MLContext().Model.LoadShallowNetwork(
                new MemoryStream(bytes), out DataViewSchema? schema);
            return new ScoringModel(
                path,
                Checksum.Of(bytes),
                model,
                schema ?? throw new InvalidDataException(
                    "It was saved without the schema of its input, so nobody knows what it takes."),
                isFile: true);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The model '{path}' cannot be used: {ErrorLine.Of(exception)}", exception);
        }
    }

    /// <summary>Takes a model that is in memory.</summary>
    /// <param name="model">A fitted pipeline with a shallow network in it, or what <c>mlContext.Model.Load</c> gave. It must be one
    /// that can be saved, since it is known by what it is saved as.</param>
    /// <param name="inputSchema">The schema of the data that it was fitted to.</param>
    /// <param name="name">What the manifest calls it.</param>
    /// <exception cref="ArgumentException">There is no shallow network in the model.</exception>
    public static ScoringModel FromTransformer(ITransformer model, DataViewSchema inputSchema, string name = "model in memory")
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ScoringModel(
            name, SavedForm.ChecksumOf(model, inputSchema), model.RestoreShallowNetwork(), inputSchema, isFile: false);
    }

    /// <summary>Makes a scorer for one thread.</summary>
    /// <param name="values">What an input has in <see cref="InputColumns"/>, for this scorer alone.</param>
    internal BlockScorer CreateScorer(IReadOnlyDictionary<string, ColumnValue> values)
    {
        var row = new ModelRow(InputSchema, values);
        DataViewSchema schema = _features.GetOutputSchema(InputSchema);
        bool bytes = ((VectorDataViewType)schema[_featureColumn].Type).ItemType.Equals(NumberDataViewType.Byte);
        return bytes
            ? new BlockScorer<byte>(_network, _features, _featureColumn, _offsetColumn, row)
            : new BlockScorer<float>(_network, _features, _featureColumn, _offsetColumn, row);
    }

    /// <exception cref="InvalidDataException">The file is another than the one that was opened.</exception>
    internal void CheckUnchanged()
    {
        if (!_isFile)
            return;
        string now = File.Exists(Name) ? Checksum.OfFile(Name) : "that of no file";
        if (now != Sha256)
        {
            throw new InvalidDataException($"The model '{Name}' was replaced during the job: its SHA-256 was {Sha256} and is "
                + $"{now}. With the first one back in its place ScoringOptions.Resume completes the job.");
        }
    }

    private static string[] ClassesOf(ScoringTask task, DataViewSchema schema)
    {
        DataViewSchema.Column? label = task switch
        {
            ScoringTask.Binary => schema.GetColumnOrNull(TablePipeline.PredictedKey),
            ScoringTask.Multiclass => schema[PredictionColumns.PredictedLabel],
            _ => null,
        };
        if (label is not { } key)
            return [];
        int classes = (int)((KeyDataViewType)key.Type).Count;
        return KeyNames.Of(key) ?? [.. Enumerable.Range(1, classes).Select(number => $"{number}")];
    }
}
