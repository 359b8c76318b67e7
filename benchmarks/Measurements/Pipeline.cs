using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Engines;
using MlNetShallow.Training;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// What ML.NET costs: Fit on a cached data view and Transform of one, each in turn with the same work on the bare engine.
/// </summary>
internal sealed class Pipeline
{
    private const int HiddenUnits = 64;
    private const int BatchSize = 256;

    /// <summary>A twentieth of the trainer's default: reading the rows, once, weighs the more for it.</summary>
    private const int Epochs = 10;

    private const double LearningRate = 1e-3;

    private readonly Settings _settings;
    private readonly Report _report;
    private readonly TrainingSet _pictures;
    private readonly IDataView _cached;
    private readonly MLContext _context = new();

    private Pipeline(Settings settings, Report report)
    {
        (_settings, _report) = (settings, report);
        _pictures = SyntheticPictures.Draw(settings.Rows);
        _cached = _context.Data.Cache(_context.Data.LoadFromEnumerable(Rows(_pictures)));
    }

    public static void Measure(Settings settings, Report report)
    {
        var pipeline = new Pipeline(settings, report);
        foreach (int threads in settings.Threads)
            pipeline.MeasureFit(threads);
        foreach (int threads in settings.Threads)
            pipeline.MeasureTransform(threads);
    }

    private void MeasureFit(int threads)
    {
        ShallowNetworkBinaryTrainer trainer = Trainer(threads, Epochs);
        Compare("fit", threads, BareFit, () => trainer.Fit(_cached));

        void BareFit()
        {
            var shape = new NetworkShape(_pictures.Features.Columns, HiddenUnits);
            var start = ShallowNetwork<float>.Initialize(shape, WeightInitialization.Normal, seed: 1);
            NetworkTrainer.Train(start, _pictures, new TrainingOptions
            {
                Optimizer = Optimizer.Adam(),
                LearningRate = LearningRate,
                Epochs = Epochs,
                BatchSize = BatchSize,
                NumberOfThreads = threads,
            });
        }
    }

    /// <summary>The threads are those of the bare engine; Transform chooses its own.</summary>
    private void MeasureTransform(int threads)
    {
        ShallowNetworkTransformer transformer = Trainer(threads, epochs: 1).Fit(_cached);
        NetworkParameters<float> parameters = transformer.Model.Network.CopyParameters();
        var engine = new VectorizedEngine<float>(threads);
        var scores = new float[_pictures.Rows];
        Compare(
            "transform", threads,
            () => engine.Forward(parameters, _pictures.Features, scores),
            () => ReadScores(transformer.Transform(_cached), scores));
    }

    private void Compare(string name, int threads, Action bare, Action throughPipeline)
    {
        Samples[] samples = Samples.Alternate(_settings, bare, throughPipeline);
        _report.Write($"pipeline/{name}/engine", threads, samples[0]);
        _report.Write($"pipeline/{name}/mlnet", threads, samples[1]);
        _report.Write(
            $"pipeline/{name}/ratio", threads,
            samples[1].Minimum / samples[0].Minimum, samples[1].Median / samples[0].Median, "mlnet/engine");
    }

    private ShallowNetworkBinaryTrainer Trainer(int threads, int epochs)
        => _context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfHiddenUnits = HiddenUnits,
            Optimizer = Optimizer.Adam(),
            LearningRate = LearningRate,
            NumberOfEpochs = epochs,
            BatchSize = BatchSize,
            NumberOfThreads = threads,
            FeatureScaling = FeatureScaling.None,
            L2Regularization = 0,
        });

    private static void ReadScores(IDataView scored, float[] scores)
    {
        int row = 0;
        foreach (float score in scored.GetColumn<float>("Score"))
            scores[row++] = score;
    }

    private static IEnumerable<Picture> Rows(TrainingSet pictures)
    {
        var features = (FeatureMatrix<byte>)pictures.Features;
        for (int row = 0; row < pictures.Rows; row++)
            yield return new Picture { Features = features.Row(row).ToArray(), Label = pictures.Labels[row] > 0 };
    }

    private sealed class Picture
    {
        public bool Label { get; set; }

        [VectorType(SyntheticPictures.Features)]
        public byte[] Features { get; set; } = [];
    }
}
