using Microsoft.ML;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Evaluation.Metrics;

/// <summary>The pictures of a folder, scored.</summary>
internal sealed class ScoredPictures : ScoredSet
{
    private readonly MLContext _mlContext;
    private readonly LabelledFolder _folder;
    private readonly string[] _classes;
    private readonly IDataView _scored;
    private readonly float _scoreThreshold;

    /// <param name="mlContext">Reads and scores.</param>
    /// <param name="model">A model of as many classes as the folder is opened with.</param>
    /// <param name="folder">The pictures.</param>
    /// <param name="cancellation">Stops reading.</param>
    public ScoredPictures(MLContext mlContext, ITransformer model, LabelledFolder folder, CancellationToken cancellation)
        : base(folder.Path, ("picture", "pictures"), ("positive class", folder.Positive ?? "none: several classes"))
    {
        (_mlContext, _folder) = (mlContext, folder);
        _scoreThreshold = ShallowNetworkModelParameters.FromModel(model).ScoreThreshold;
        _classes = folder.Positive is { } positive
            ? [folder.OthersOf(positive), positive]
            : ModelFile.ClassesOf(mlContext, model);
        // Together: a column that is asked for later would have the pictures scored again.
        string[] columns = folder.Positive is null
            ?
            [
                nameof(Picture.ImagePath), nameof(Picture.Class), PicturePipeline.ClassKey, PicturePipeline.PredictedClass,
                PredictionColumns.PredictedLabel, PredictionColumns.Score,
            ]
            :
            [
                nameof(Picture.ImagePath), nameof(Picture.Label), PredictionColumns.PredictedLabel, PredictionColumns.Score,
                PredictionColumns.Probability,
            ];
        IDataView pictures = mlContext.Data.LoadFromEnumerable(folder.Read(cancellation));
        _scored = mlContext.Data.Cache(model.Transform(pictures), columns);
    }

    public override MetricsReport Evaluate() => _folder.Positive is null
        ? MetricsReport.Measure(
            _mlContext, _scored, PicturePipeline.ClassKey, TableTask.Multiclass, _classes, _folder.Count)
        : MetricsReport.Measure(
            _mlContext, _scored, nameof(Picture.Label), TableTask.Binary, _classes, _folder.Count, _scoreThreshold);

    public override PredictedClasses ToClasses() => new(_classes, _folder.Positive is null ? [.. OfSeveral()] : [.. OfTwo()]);

    public override IReadOnlyCollection<(float Actual, float Predicted)>? ToNumbers() => null;

    private IEnumerable<LabelledPrediction> OfTwo() => Rows<BinaryRow>().Select(
        row => LabelledPrediction.OfTwoClasses(row.ImagePath, row.Label, row.PredictedLabel, row.Score, row.Probability));

    private IEnumerable<LabelledPrediction> OfSeveral() => Rows<ClassRow>().Select(row => new LabelledPrediction(
        row.ImagePath, Array.IndexOf(_classes, row.Class), Array.IndexOf(_classes, row.PredictedClass), row.Score, row.Score));

    private IEnumerable<TRow> Rows<TRow>()
        where TRow : class, new()
        => _mlContext.Data.CreateEnumerable<TRow>(_scored, reuseRowObject: false);

    private sealed class BinaryRow
    {
        public string ImagePath { get; set; } = "";

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class ClassRow
    {
        public string ImagePath { get; set; } = "";

        public string Class { get; set; } = "";

        public string PredictedClass { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
