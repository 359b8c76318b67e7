namespace MlNetShallow.Data.Pipelines;

/// <summary>How trainers get the features.</summary>
internal enum FeatureForm
{
    /// <summary>As <c>train</c> gives them to ours: pixels as bytes, and of a table numbers that the trainer scales.</summary>
    AsTrained,

    /// <summary>As others need them: Singles, pixels from 0 to 1, and of a table numbers of mean 0 and variance 1.</summary>
    ScaledSingles,
}
