using Microsoft.ML;
using MlNetShallow.Sample.Data;

namespace MlNetShallow.Sample.Models;

/// <summary>Scores pictures one by one, so that one that cannot be read stops none of the others.</summary>
internal sealed class PictureScorer : IDisposable
{
    private readonly Func<Picture, Prediction> _predict;
    private readonly IDisposable _engine;

    public PictureScorer(MLContext mlContext, ITransformer model)
    {
        if (ModelFile.HasSeveralClasses(model))
        {
            var engine = mlContext.Model.CreatePredictionEngine<Picture, ClassRow>(model);
            _engine = engine;
            _predict = picture =>
            {
                ClassRow row = engine.Predict(picture);
                return new(row.PredictedClass, row.Score.Max(), row.Score);
            };
            ScoreNames = [.. ModelFile.ClassesOf(mlContext, model).Select(name => $"probability_{name}")];
        }
        else
        {
            var engine = mlContext.Model.CreatePredictionEngine<Picture, BinaryRow>(model);
            _engine = engine;
            _predict = picture =>
            {
                BinaryRow row = engine.Predict(picture);
                return new(row.PredictedLabel ? "1" : "0", row.Probability, [row.Score]);
            };
            ScoreNames = ["score"];
        }
    }

    /// <summary>What the scores of a prediction are called.</summary>
    public string[] ScoreNames { get; }

    public ScoredPicture Score(string path)
    {
        try
        {
            return new ScoredPicture(path, _predict(new Picture { ImagePath = path }), Error: null);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            return new ScoredPicture(path, Prediction: null, exception);
        }
    }

    public void Dispose() => _engine.Dispose();

    private sealed class BinaryRow
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class ClassRow
    {
        public string PredictedClass { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
