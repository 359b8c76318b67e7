using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Batch.Scoring;

/// <summary>A model to score with, as it was when it was opened, whatever becomes of its file. Thread-safe.</summary>
internal sealed class ScoringModel
{
    private readonly ITransformer _features;
    private readonly string _featureColumn;
    private readonly ShallowNetwork<float> _network;

    /// <exception cref="InvalidDataException">The file is no model, or none with a shallow network.</exception>
    public ScoringModel(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The model '{path}' does not exist.", path);
        Path = path;
        // What is loaded is what is hashed, even if the file is replaced at this very moment.
        byte[] bytes = File.ReadAllBytes(path);
        Sha256 = Checksum.Of(bytes);
        try
        {
            ShallowNetworkModel model = new MLContext().Model.LoadShallowNetwork(
                new MemoryStream(bytes), out DataViewSchema? schema);
            InputSchema = schema
                ?? throw new InvalidDataException("It was saved without the schema of its input, so nobody knows what it takes.");
            ShallowNetworkModelParameters learnt = model.Network.Model;
            (_network, ScoreThreshold) = (learnt.Network, learnt.ScoreThreshold);
            (_features, _featureColumn) = (model.Before, model.Network.FeatureColumnName);
            Task = _network.Shape.OutputLayer switch
            {
                OutputLayer.SigmoidCrossEntropy => ScoringTask.Binary,
                OutputLayer.SoftmaxCrossEntropy => ScoringTask.Multiclass,
                _ => ScoringTask.Regression,
            };
            Classes = Task == ScoringTask.Binary && learnt.ClassNames.Count > 0
                ? learnt.ClassNames
                : ClassesOf(Task, model.GetOutputSchema(InputSchema));
            IRowToRowMapper mapper = _features.GetRowToRowMapper(InputSchema);
            NeededColumns = [.. mapper.GetDependencies([mapper.OutputSchema[_featureColumn]]).Select(column => column.Name)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The model '{path}' cannot be used: {ErrorLine.Of(exception)}", exception);
        }
    }

    public string Path { get; }

    /// <summary>The SHA-256 of the file's bytes.</summary>
    public string Sha256 { get; }

    public ScoringTask Task { get; }

    /// <summary>The names of the classes; none where a model of two does not know them.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Of two classes, the score above which 1 is predicted.</summary>
    public float ScoreThreshold { get; }

    public DataViewSchema InputSchema { get; }

    /// <summary>The columns that its features are made of.</summary>
    public IReadOnlyList<string> NeededColumns { get; }

    /// <summary>Whether its features are made of pictures.</summary>
    public bool TakesPictures => NeededColumns is [nameof(Picture.ImagePath)];

    /// <summary>Makes a scorer for one thread.</summary>
    /// <param name="values">What an input has in <see cref="NeededColumns"/>, for this scorer alone.</param>
    public BlockScorer CreateScorer(IReadOnlyDictionary<string, ColumnValue> values)
    {
        var row = new ModelRow(InputSchema, values);
        DataViewSchema schema = _features.GetOutputSchema(InputSchema);
        bool bytes = ((VectorDataViewType)schema[_featureColumn].Type).ItemType.Equals(NumberDataViewType.Byte);
        return bytes
            ? new BlockScorer<byte>(_network, _features, _featureColumn, row)
            : new BlockScorer<float>(_network, _features, _featureColumn, row);
    }

    /// <exception cref="InvalidDataException">The file is another than the one that was opened.</exception>
    public void CheckUnchanged()
    {
        string now = File.Exists(Path) ? Checksum.OfFile(Path) : "that of no file";
        if (now != Sha256)
        {
            throw new InvalidDataException($"The model '{Path}' was replaced during the job: its SHA-256 was {Sha256} and is "
                + $"{now}. With the first one back in its place --resume completes the job.");
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
