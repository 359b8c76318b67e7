namespace MlNetShallow.Sample.Models;

/// <summary>A picture with its prediction, or with the reason why there is none.</summary>
internal sealed record ScoredPicture(string Path, Prediction? Prediction, Exception? Error);
