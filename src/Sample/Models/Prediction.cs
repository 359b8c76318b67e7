namespace MlNetShallow.Sample.Models;

/// <summary>The columns that a model adds to a picture's row.</summary>
internal sealed class Prediction
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }
}
