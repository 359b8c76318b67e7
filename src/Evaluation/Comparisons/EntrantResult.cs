using MlNetShallow.Evaluation.Comparisons.Trainers;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>What a trainer gave.</summary>
internal sealed class EntrantResult(Entrant entrant)
{
    public Entrant Entrant => entrant;

    /// <summary>Its fits, one for each fold that is done.</summary>
    public List<FitMeasurement> Fits { get; } = [];

    /// <summary>What went wrong, and in which fold; after that it is left out.</summary>
    public string? Error { get; set; }
}
