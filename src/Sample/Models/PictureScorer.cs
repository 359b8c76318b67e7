using Microsoft.ML;
using MlNetShallow.Sample.Data;

namespace MlNetShallow.Sample.Models;

/// <summary>Scores pictures one by one, so that one that cannot be read stops none of the others.</summary>
internal sealed class PictureScorer(MLContext mlContext, ITransformer model) : IDisposable
{
    private readonly PredictionEngine<Picture, Prediction> _engine =
        mlContext.Model.CreatePredictionEngine<Picture, Prediction>(model);

    public ScoredPicture Score(string path)
    {
        try
        {
            return new ScoredPicture(path, _engine.Predict(new Picture { ImagePath = path }), Error: null);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            return new ScoredPicture(path, Prediction: null, exception);
        }
    }

    public void Dispose() => _engine.Dispose();
}
