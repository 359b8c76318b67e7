using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>What the scoring stage of a saved multiclass model computes, once a row; later stages give it its form.</summary>
internal sealed class ClassScores : IPrediction
{
    public const string ContractName = "MlNetShallow.MulticlassScoring";

    /// <summary>The key of the predicted class, from 1; 0 where it is missing.</summary>
    [ColumnName(PrivateColumns.Class)]
    public int Class { get; set; }

    /// <summary>The probability of each class.</summary>
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }

    static string IPrediction.Contract => ContractName;

    public void Set(ReadOnlySpan<float> outputs, float threshold)
    {
        Class = (int)MulticlassPrediction.KeyOf(outputs);
        VBuffer<float> scores = Scores;
        MulticlassPrediction.Scores(outputs, ref scores);
        Scores = scores;
    }
}
