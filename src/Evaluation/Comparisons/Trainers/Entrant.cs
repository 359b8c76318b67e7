using Microsoft.ML;
using MlNetShallow.Data.Pipelines;

namespace MlNetShallow.Evaluation.Comparisons.Trainers;

/// <summary>A trainer that is compared with others.</summary>
/// <param name="Name">What it is called, in tables and by <c>--only</c>.</param>
/// <param name="Origin">Whose it is.</param>
/// <param name="Form">How it gets the features.</param>
/// <param name="GivesProbabilities">Whether its model tells how probable a class is, and so has a log-loss.</param>
/// <param name="Create">Makes it for one fit.</param>
internal sealed record Entrant(
    string Name, string Origin, FeatureForm Form, bool GivesProbabilities, Func<FitContext, IEstimator<ITransformer>> Create)
{
    public const string Ours = "MlNetShallow";
    public const string MlNet = "ML.NET";
}
